"""What messages need before they begin: keys, tokens, queues."""
