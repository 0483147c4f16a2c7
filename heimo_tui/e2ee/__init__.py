"""Messages that only two people can read: keys, sessions, franking and reports, without disk, network or clock."""
