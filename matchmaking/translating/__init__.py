"""Catalogues of messages: taken from the sources, exchanged with translators, checked, compiled."""
