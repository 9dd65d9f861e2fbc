"""Badges on paper: how fast, how small, and what they cost the server meanwhile. `__main__` calls it.

Each run is a program of its own (`badge_programs`). Ours and the bare drawing run by turns: what slows one
slows the other.
"""

import asyncio
import json
import sys

from benchmarks.table import Row, middle

TURNS = 3
SECONDS_GOAL, BLOCKED_GOAL_MS, RATIO_GOAL = 4.0, 20.0, 1.3
BYTES_GOAL_EACH, MEMORY_GOAL_MB = 2_000, 250.0


async def badges_on_paper(count: int, many: int) -> list[Row]:
    ours: list[dict[str, float]] = []
    limit: list[dict[str, float]] = []
    for _ in range(TURNS):
        limit.append(await run("bare", count))
        ours.append(await run("ours", count))
    memory = (await run("ours", many))["memory_mb"]
    return [*rows(count, ours, limit), memory_row(many, memory)]


async def run(which: str, count: int) -> dict[str, float]:
    program = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "benchmarks.badge_programs", which, str(count), stdout=asyncio.subprocess.PIPE
    )
    output, _ = await program.communicate()
    assert program.returncode == 0, f"{which}: {program.returncode}"
    told: dict[str, float] = json.loads(output)
    return told


def rows(count: int, ours: list[dict[str, float]], limit: list[dict[str, float]]) -> list[Row]:
    seconds, processor, size, blocked = (
        middle([one[figure] for one in ours]) for figure in ("seconds", "processor", "bytes", "blocked_ms")
    )
    bare = middle([one["processor"] for one in limit])
    ratio = processor / bare
    goals = (f"< {SECONDS_GOAL:.0f} s", f"at most {RATIO_GOAL}", f"< {BLOCKED_GOAL_MS:.0f} ms")
    mega, most = size / 1e6, BYTES_GOAL_EACH * count / 1e6
    return [
        Row(
            f"{count:,} badges with codes",
            f"{seconds:.1f} s, {processor:.1f} s CPU",
            goals[0],
            seconds < SECONDS_GOAL,
        ),
        Row(
            "  to matrix and drawing alone, CPU", f"{ratio:.2f} ({bare:.1f} s)", goals[1], ratio <= RATIO_GOAL
        ),
        Row("  the loop of who asks waits at most", f"{blocked:.1f} ms", goals[2], blocked < BLOCKED_GOAL_MS),
        Row("  the file", f"{mega:.2f} MB", f"< {most:.1f} MB", mega < most),
    ]


def memory_row(many: int, memory: float) -> Row:
    goal = f"< {MEMORY_GOAL_MB:.0f} MB"
    return Row(f"{many:,} badges, memory of the process", f"{memory:.0f} MB", goal, memory < MEMORY_GOAL_MB)
