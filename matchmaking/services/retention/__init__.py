"""Keeping personal data as long as was promised, and forgetting them afterwards: one anonymiser per kind of data."""
