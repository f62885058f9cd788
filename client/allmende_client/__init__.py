"""The player's clients: the Textual table screen and the plain line dialogue."""
