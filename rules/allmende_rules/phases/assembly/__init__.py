"""The assembly: votes, motions, debate, laws and offices."""
