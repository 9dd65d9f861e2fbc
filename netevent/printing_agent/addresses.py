"""Where the server answers print agents (docs/print-agents.md): the agent knows none of its routes."""

from __future__ import annotations

OPENS = "/print/open/"
AGENT = "/print/agent/"
SOCKET = "/live/print-stations/"
