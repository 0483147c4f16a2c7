"""What was learned from labelled texts: one interface, two tiers behind it."""
