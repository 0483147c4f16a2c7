"""The building blocks of section 1, each wrapped as the sections above it call it."""
