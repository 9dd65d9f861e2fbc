"""The benchmark of badges draws what it says: run small, without a clock."""

from benchmarks.badges import BLOCKED_GOAL_MS, badges_on_paper, memory_row, rows


async def test_badges_are_drawn_by_our_process_and_bare():
    measured = await badges_on_paper(10, 20)
    assert [row.what for row in measured] == [
        "10 badges with codes",
        "  to matrix and drawing alone, CPU",
        "  the loop of who asks waits at most",
        "  the file",
        "20 badges, memory of the process",
    ]
    assert [row.goal for row in measured] == ["< 4 s", "at most 1.3", "< 20 ms", "< 0.0 MB", "< 250 MB"]


def test_a_goal_that_is_missed_is_told():
    good = {"seconds": 2.0, "processor": 1.2, "bytes": 1e6, "blocked_ms": 2.0}
    bare = {"processor": 1.0, "bytes": 1e6}
    assert all(row.reached for row in rows(1_000, [good], [bare]))
    for missed in ({"seconds": 4.5}, {"processor": 1.4}, {"bytes": 2.1e6}, {"blocked_ms": BLOCKED_GOAL_MS}):
        assert sum(not row.reached for row in rows(1_000, [good | missed], [bare])) == 1
    assert not memory_row(5_000, 251).reached
