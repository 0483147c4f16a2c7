"""Storage behind one Protocol."""
