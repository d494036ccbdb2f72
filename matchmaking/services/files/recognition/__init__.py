"""What the columns and cells of an organizer's list mean, in the languages of the region."""

from __future__ import annotations

from matchmaking.services.files.recognition.columns import FIELDS, Kind, Recognition, recognise
from matchmaking.services.files.recognition.days import attendance
from matchmaking.services.files.recognition.names import Known, country, language
from matchmaking.services.files.recognition.requests import priority, status
from matchmaking.services.files.recognition.splitting import split_list, split_names, split_organizations

__all__ = [
    "FIELDS",
    "Kind",
    "Known",
    "Recognition",
    "attendance",
    "country",
    "language",
    "priority",
    "recognise",
    "split_list",
    "split_names",
    "split_organizations",
    "status",
]
