"""The organizers' lists: participants, organizations, requests; searched, filtered, sorted, a page or all of it."""
