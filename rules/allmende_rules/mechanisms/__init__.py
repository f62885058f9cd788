"""Institutions that can be reused: an auction, a vote, a clearing. Each one pure, in one file."""
