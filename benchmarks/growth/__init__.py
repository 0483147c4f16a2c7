"""Whether the server stays as quick when there is more of everything, on both stores."""
