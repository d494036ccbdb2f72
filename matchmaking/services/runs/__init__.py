"""Building a schedule: the event frozen as a problem, runs and their workers, the answer made a draft."""
