"""Memory and CPU time of a server's process, from /proc. Used by `scenarios`."""

import os
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Weight:
    """In KiB. `pss` counts a page that several processes share only in part."""

    rss: int
    pss: int

    def per_socket_since(self, before: "Weight", sockets: int) -> float:
        """KiB a socket; by what this process alone grew."""
        return (self.pss - before.pss) / sockets


def weigh(pid: int) -> Weight:
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()[1:]
    sizes = {line.split(":")[0]: int(line.split()[1]) for line in lines}
    return Weight(sizes["Rss"], sizes["Pss"])


def cpu_seconds(pid: int) -> float:
    """User and system time of all its threads: unlike the clock, hardly disturbed by who else is running."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def family_cpu_seconds(pid: int) -> float:
    """The same of a process and of all that it started: several workers are one server."""
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return cpu_seconds(pid) + sum(family_cpu_seconds(int(child)) for child in children)
