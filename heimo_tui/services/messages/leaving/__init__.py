"""What goes out: requests, messages, renewals."""
