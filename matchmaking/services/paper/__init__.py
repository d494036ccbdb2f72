"""The event on paper, as PDF: packs of schedules, door and table cards, badges."""
