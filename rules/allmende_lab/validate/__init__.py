"""Published results beside what the mechanisms of the game make of them: one file a subject.

`registry` names the subjects; each is a function that returns rows of theirs, ours and a verdict.
"""
