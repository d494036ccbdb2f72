"""What is logged, and what never is: no secret address, and no local variables in tracebacks."""

from __future__ import annotations

import re
import sys
from typing import TYPE_CHECKING

import structlog

if TYPE_CHECKING:
    from structlog.typing import EventDict, WrappedLogger

# The rest of these addresses lets whoever reads it in: to somebody's agenda, or in somebody's name.
SECRET_PATHS = re.compile(r"(/(?:feed|link|hall|badge|feedback|answer)/)[^/\s?\"']+")


def configure() -> None:
    """One line an event, on standard error, with the time in UTC."""
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            mask_secrets,
            structlog.processors.LogfmtRenderer(key_order=["timestamp", "level", "event"]),
        ],
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
    )


def mask_secrets(logger: WrappedLogger, method: str, event: EventDict) -> EventDict:
    """Cut secret addresses out of everything that is written."""
    del logger, method
    return {key: SECRET_PATHS.sub(r"\1…", value) if isinstance(value, str) else value for key, value in event.items()}
