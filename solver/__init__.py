"""
Choosing and scheduling meetings: which wishes are held, when, at which table, by whom, and how good that provably is.

Five nouns and a verb: a `Problem` goes in, `solve` answers with a `Result` that holds a `Solution` of
`Assignment`s and the `Goal`s it reached, each with its proven bound. This package knows no event, no date
and no database; its data types load without OR-Tools.
"""

__version__ = "0.1.0"
