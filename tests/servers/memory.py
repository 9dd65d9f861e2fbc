"""Folders that no disk stands behind, for what need not outlive its test. The other modules here use it."""

import os
import shutil
from pathlib import Path

MEMORY = Path("/dev/shm")  # noqa: S108  # the files in it have names that nobody can foresee
ENOUGH = 2**30  # bytes; containers often have 64 MB


def folder_in_memory() -> Path | None:
    """Where files stay in memory; None where this system has no such place, or too small a one."""
    if not os.access(MEMORY, os.W_OK) or shutil.disk_usage(MEMORY).free < ENOUGH:
        return None
    return MEMORY
