"""Telling the moderators of a circle about messages, and reading as a moderator what one is told."""
