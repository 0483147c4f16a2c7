"""Commands for a community as a whole: backup, restore, verify, export and migrate."""
