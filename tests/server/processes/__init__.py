"""Several server processes of one community."""
