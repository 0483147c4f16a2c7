"""Messages in the demo: members at devices of their own, who write to the visitor and answer."""
