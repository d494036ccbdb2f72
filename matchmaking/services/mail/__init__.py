"""Mails: written with the change that causes them, sent afterwards."""
