"""Writing: signing, the outbox, joining on the way."""
