"""The schedule under construction, and the moves that improve it."""
