"""Reading: a verified copy of each circle's log, and views of it."""
