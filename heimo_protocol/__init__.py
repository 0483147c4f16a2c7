"""The contract between clients and servers: pure, no input or output, no framework, no clock."""
