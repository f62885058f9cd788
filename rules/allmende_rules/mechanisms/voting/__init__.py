"""Voting: ways to choose one option or several from many ballots, each in one file.

All are exact and anonymous, and settle ties in one way: of options that stand level the one listed
first is preferred. Who lists what is in force first thus lets a tie keep what is.
"""
