"""Participants and organizations: registering, profiles, availability, the directory."""
