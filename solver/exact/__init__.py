"""Deciding and proving: CP-SAT, CaDiCaL, and what is asked of them."""
