"""The server: rooms that do no I/O, and the network shell around them."""
