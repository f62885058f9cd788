"""Bots: minds that answer questions from a seat's view alone."""
