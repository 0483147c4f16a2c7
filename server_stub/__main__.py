"""`python -m server_stub`: the same as `heimo-server`."""

from server_stub.cli import main

main(prog_name="heimo-server")
