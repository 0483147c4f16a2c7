"""kill -9 of the server in the middle of mixed writes: who writes, who kills, and who counts afterwards."""
