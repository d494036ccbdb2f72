"""The demonstration event: a fictional Days of Clusters, the same bytes every time."""

from __future__ import annotations

from matchmaking.services.demonstration.event import (
    Demonstration,
    DemoSession,
    DemoStand,
    DemoText,
    DemoZone,
    demonstration,
)

__all__ = ["DemoSession", "DemoStand", "DemoText", "DemoZone", "Demonstration", "demonstration"]
