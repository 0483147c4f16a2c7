"""Tests of the server's transport."""
