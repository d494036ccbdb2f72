"""What comes of sessions: documents, kept by organizers, read and endorsed by participants."""
