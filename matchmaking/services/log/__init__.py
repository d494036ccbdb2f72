"""The log: what was changed by whom and when, in words."""
