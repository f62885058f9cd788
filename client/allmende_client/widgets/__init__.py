"""The parts of the table screen, one a file."""
