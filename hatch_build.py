"""Puts the top-level folders that NetEvent reads at run time into the wheel; hatchling calls this.

An editable install leaves them where they are: netevent/resources.py finds them in the checkout.
"""

from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

# The same names stand in netevent/resources.py; tests/test_wheel.py asks for each of them.
BUNDLED = ("templates", "static", "translations", "docs", "README.md", "schema.sql", "hypercorn.toml")


class CustomBuildHook(BuildHookInterface):  # type: ignore[type-arg]  # hatchling leaves its parameter open too
    """Maps each name to netevent/_resources/<name>."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        if version != "editable":
            build_data["force_include"].update({name: f"netevent/_resources/{name}" for name in BUNDLED})
