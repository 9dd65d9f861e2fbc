"""Finds the folders that travel with the package; whoever reads templates or static files asks here.

In a checkout they lie at the top of the repository, where people look for them. In a wheel hatch_build.py
has packed them beside the modules.
"""

from pathlib import Path
from typing import Literal

ResourceName = Literal[
    "templates", "static", "translations", "docs", "README.md", "schema.sql", "hypercorn.toml"
]

_PACKAGE = Path(__file__).resolve().parent


def resource_path(name: ResourceName) -> Path:
    """Say where `name` lies on this machine; an incomplete installation is a FileNotFoundError that says so.

    The packed copy comes first: beside an installed package, another one may own a folder `templates`.
    """
    for folder in (_PACKAGE / "_resources", _PACKAGE.parent):
        if (folder / name).exists():
            return folder / name
    raise FileNotFoundError(f"{name} is missing from this NetEvent installation; install it again")
