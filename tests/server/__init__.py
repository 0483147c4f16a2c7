"""Tests of the community server."""
