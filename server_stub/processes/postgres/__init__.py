"""Several processes of one community, together by one PostgreSQL database."""
