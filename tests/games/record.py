"""Record the games anew: `python -m tests.games.record [name …]`; the diff is for review."""

from __future__ import annotations

import sys

from tests.games.recordings import RECORDINGS


def main(names: list[str]) -> None:
    """Write the recordings of these names, or all of them, and say what changed."""
    for recording in RECORDINGS:
        if names and recording.name not in names:
            continue
        text = "\n".join(recording.lines()) + "\n"
        recording.path.parent.mkdir(exist_ok=True)
        old = recording.path.read_text(encoding="utf-8") if recording.path.exists() else ""
        recording.path.write_text(text, encoding="utf-8", newline="\n")
        verdict = "unchanged" if old == text else "changed" if old else "new"
        sys.stdout.write(f"{recording.system}/{recording.name}: {verdict}, {len(text):,} bytes\n")


if __name__ == "__main__":
    main(sys.argv[1:])
