"""A moderator's queue that holds ten thousand reports, and what those can do who mean ill."""
