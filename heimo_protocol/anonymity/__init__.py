"""Membership without identity: credential, names that cannot be linked, blind tokens and invites."""
