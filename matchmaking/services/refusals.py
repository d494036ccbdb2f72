"""Why something was not done: named refusals with a sentence for the person, turned into answers in `errors`."""

from __future__ import annotations


class Refusal(Exception):  # noqa: N818 - the house's word for a named "no"
    """Something asked for was not done; the message is a sentence for whoever asked."""


class NotFound(Refusal):
    """It does not exist, or is not this person's to see: both answer alike."""


class NotAllowed(Refusal):
    """Not for this person to do."""


class PhaseClosed(Refusal):
    """The event's phase forbids it at this hour."""


class Conflict(Refusal):
    """It contradicts what is stored, or somebody else was faster."""


class Invalid(Refusal):
    """What was given cannot be used."""
