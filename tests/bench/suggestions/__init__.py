"""
How good suggestions are, on made events: `python -m tests.bench.suggestions`.

The process by which these events come about (`made.py`) shares neither code nor words with the scorer.
"""
