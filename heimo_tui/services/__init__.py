"""The parts that decide, and that own long-running work."""
