"""Bounds on what is not linear: breaks, idle slots, table changes."""
