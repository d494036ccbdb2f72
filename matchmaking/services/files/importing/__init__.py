"""
Bringing lists in: a file, what its columns mean, what is wrong with its rows, and then all of it at once.

An import is begun with a file (`begin`), decided about (`choices`), looked at as often as one likes (`look`), and
applied in one transaction (`apply`). `import_file` does all of it for files that need no decisions.
"""

from __future__ import annotations

from matchmaking.services.files.importing.applying import BadRows, Outcome, apply, import_file, prepare
from matchmaking.services.files.importing.people import PersonStep
from matchmaking.services.files.importing.preview import Preview, look
from matchmaking.services.files.importing.requests import RequestStep
from matchmaking.services.files.importing.steps import Act
from matchmaking.services.files.importing.uploads import begin, discard, find, hold, list_of

__all__ = [
    "Act",
    "BadRows",
    "Outcome",
    "PersonStep",
    "Preview",
    "RequestStep",
    "apply",
    "begin",
    "discard",
    "find",
    "hold",
    "import_file",
    "list_of",
    "look",
    "prepare",
]
