"""Why a run has made no schedule, as data: it is worded where it is read, in the reader's language."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any


class FailureCode(StrEnum):
    """What went wrong."""

    CALLED_OFF = "called_off"
    CONTRADICTION = "contradiction"
    NOTHING_FOUND = "nothing_found"
    DAMAGED = "damaged"
    BROKEN = "broken"
    DELETED = "deleted"
    CRASHED = "crashed"
    OUT_OF_MEMORY = "out_of_memory"
    OUT_OF_TIME = "out_of_time"
    DEFECT = "defect"
    WORKER_STOPPED = "worker_stopped"
    GIVEN_UP = "given_up"
    TOLD = "told"


@dataclass(frozen=True, slots=True)
class Failure:
    """A code, and what its sentence needs."""

    code: FailureCode
    data: dict[str, Any] = field(default_factory=dict)

    @property
    def columns(self) -> dict[str, Any]:
        """The same as a run stores it."""
        return {"failure_code": self.code.value, "failure_data": self.data}


NONE: dict[str, Any] = {"failure_code": "", "failure_data": {}}
"""The columns of a run that has not failed."""


class Failed(RuntimeError):  # noqa: N818 - it names what happened
    """Something has failed, and this is why."""

    def __init__(self, failure: Failure) -> None:
        super().__init__(failure.code.value, failure.data)
        self.failure = failure
