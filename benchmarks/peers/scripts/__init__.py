"""What runs inside the environments of other servers: these files may not import anything of this project."""
