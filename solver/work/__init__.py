"""How each kind of goal is worked on: its search and its bound, within a share of the time."""
