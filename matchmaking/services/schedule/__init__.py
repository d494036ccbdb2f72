"""Schedules: drafts and what may be done to them, publishing, versions, files and paper."""
