"""As who the agent works: the same after it was killed, so that it takes over from itself at once.

Two of them on one machine must not be the same. So the name is held by a socket of the kernel's own, which
ends with the process and to which nobody can connect.
"""

from __future__ import annotations

import platform
import socket
from dataclasses import dataclass
from hashlib import sha256
from uuid import UUID, uuid4

from netevent.printing_agent.link import Link


@dataclass(frozen=True, slots=True)
class Runner:
    """`held` keeps the name for as long as it lives."""

    id: str
    held: socket.socket | None = None

    def let_go(self) -> None:
        if self.held is not None:
            self.held.close()


def runner_of(link: Link) -> Runner:
    """Another each time where the name cannot be held: the server lets it in when the last is forgotten."""
    told = f"netevent print-agent\n{platform.node()}\n{link.origin}\n{link.token}"
    digest = sha256(told.encode()).digest()
    held = _hold(digest.hex())
    if held is None:
        return Runner(str(uuid4()))
    return Runner(str(UUID(bytes=digest[:16], version=4)), held)


def _hold(name: str) -> socket.socket | None:
    if platform.system() != "Linux":
        return None
    held = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    try:
        held.bind(f"\0netevent-print-agent-{name}")
    except OSError:
        held.close()
        return None
    return held
