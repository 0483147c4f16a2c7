"""What waits for a moderator: asked for, looked through, settled, and shown."""
