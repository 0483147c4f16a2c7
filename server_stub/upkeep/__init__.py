"""What a running server does beside answering: erasing, waking, writing down faults."""
