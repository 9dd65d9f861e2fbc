"""What stands on a badge as a number: who has another one by now may need a new badge."""

from __future__ import annotations

import json
from dataclasses import asdict
from hashlib import sha256
from pathlib import Path

from netevent.documents.badges.badge import Badge

# Says in which order letters stand, not which.
NOT_READ = ("language",)


def content_of(badge: Badge) -> str:
    """The same for two badges that say the same. A photo is known by the random name of its file, which
    may lie in another folder.
    """
    told = {name: value for name, value in asdict(badge).items() if value and name not in NOT_READ}
    if badge.photo:
        told["photo"] = Path(badge.photo).name
    return sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()
