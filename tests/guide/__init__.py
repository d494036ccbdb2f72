"""Pictures for the organizer's guide: `make guide` takes them anew, of the real pages of the demonstration event."""
