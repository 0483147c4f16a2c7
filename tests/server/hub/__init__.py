"""Tests of the server's hub."""
