"""Sections 10 to 12, 15.2 and 16 of the protocol a second time, by another author, from the text, with other libraries.

Nothing here imports the program or `cryptography`; the tests beside it let both talk to each other.
"""
