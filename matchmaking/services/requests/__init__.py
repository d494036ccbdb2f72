"""Meeting requests: who may ask whom, asking and answering, and the meetings that come of it."""
