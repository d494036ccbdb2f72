"""Organizers act for participants: within limits, marked, and told to them."""
