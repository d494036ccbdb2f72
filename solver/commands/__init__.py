"""The commands of `python -m solver`: one module each, with `add`, which tells the parser of it, and `run`."""
