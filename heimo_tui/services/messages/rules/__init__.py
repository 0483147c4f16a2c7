"""What decides without disk or network: pure rules of messages."""
