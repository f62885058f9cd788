"""The allmende command: each part is imported only when its command is run."""
