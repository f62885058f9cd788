"""The screens: the table, and the pages a key away, one a file."""
