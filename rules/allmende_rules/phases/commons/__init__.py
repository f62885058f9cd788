"""The Commons: its sectors, licences, rent, basics and caps."""
