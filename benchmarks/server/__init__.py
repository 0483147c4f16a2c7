"""What the server costs, measured from other processes over the loopback interface."""
