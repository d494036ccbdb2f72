"""Setting an event up: what it is, its hours, programme, places, types and rules."""
