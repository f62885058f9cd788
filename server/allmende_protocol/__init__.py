"""The messages that a server and a client exchange, and their one codec."""
