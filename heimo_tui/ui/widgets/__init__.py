"""Widgets that hold no rules."""
