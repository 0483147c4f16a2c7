"""Everything that is kept on this machine, encrypted."""
