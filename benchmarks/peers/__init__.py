"""Heimo beside programs that a host would pick instead, doing the same work on one machine in one run."""
