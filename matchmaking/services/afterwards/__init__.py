"""After the event: what attendees say of their meetings, and the report to those who paid for it."""
