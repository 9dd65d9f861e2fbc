"""The programs of CUPS as a test wants them: `lp`, `lpstat` and `cancel`, in a folder first in PATH."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

# Each writes down how it was called and what it was given; files beside it say what it answers.
PROGRAM = """#!/bin/sh
cd "$(dirname "$0")"
name=$(basename "$0")
printf '%s\\n' "$@" >> "$name.called"
env > "$name.environment"
[ "$name" = lp ] && cat > lp.given
[ -e "$name.error" ] && { cat "$name.error" >&2; exit 1; }
[ "$name $1" = "lpstat -o" ] && { cat queue; exit 0; }
[ "$name" = cancel ] && : > queue
[ -e "$name.says" ] && cat "$name.says"
exit 0
"""


@dataclass(frozen=True, slots=True)
class Cups:
    folder: Path

    @property
    def path(self) -> str:
        return f"{self.folder}{os.pathsep}{os.environ['PATH']}"

    def says(self, program: str, text: str) -> None:
        (self.folder / f"{program}.says").write_text(text)

    def fails(self, program: str, text: str) -> None:
        (self.folder / f"{program}.error").write_text(text)

    def queue(self, text: str) -> None:
        (self.folder / "queue").write_text(text)

    def called(self, program: str) -> list[str]:
        return (self.folder / f"{program}.called").read_text().splitlines()

    def environment(self, program: str) -> str:
        return (self.folder / f"{program}.environment").read_text()

    def given(self) -> bytes:
        return (self.folder / "lp.given").read_bytes()


def install(folder: Path) -> Cups:
    for name in ("lp", "lpstat", "cancel"):
        program = folder / name
        program.write_text(PROGRAM)
        program.chmod(0o755)
    cups = Cups(folder)
    cups.queue("")
    cups.says("lp", "request id is Hall-12 (0 file(s))\n")
    return cups
