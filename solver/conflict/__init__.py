"""Why a problem has no schedule: claims that cannot hold together, none of them too many."""

from __future__ import annotations

from solver.conflict.claims import CLAIM_KINDS, Claim, ClaimKind, Conflict
from solver.conflict.wording import headline

__all__ = ["CLAIM_KINDS", "Claim", "ClaimKind", "Conflict", "headline"]
