"""Draws `static/icons.svg`, the sprite of the lucide icons in use; run by hand when the list below changes.

`python scripts/icons.py [FOLDER]`: FOLDER is an unpacked lucide-static package; without it the pinned version
is fetched through `npm pack`. Pages take an icon by `icon("scan-line")`. Lucide is ISC-licensed, see
`static/vendor/lucide/LICENSE`.
"""

import re
import sys
import tempfile
from pathlib import Path

from vendor import PRODUCT, ROOT, unpack

LUCIDE = next(package for package in PRODUCT if package.name == "lucide-static")

ICONS = [
    "arrow-left",
    "arrow-right",
    "at-sign",
    "badge",
    "badge-check",
    "ban",
    "banknote",
    "bell",
    "bell-off",
    "bell-ring",
    "briefcase",
    "building-2",
    "calendar",
    "calendar-check",
    "calendar-clock",
    "calendar-days",
    "calendar-plus",
    "calendar-range",
    "calendar-x",
    "camera",
    "camera-off",
    "check",
    "chevron-down",
    "chevron-left",
    "chevron-right",
    "chevron-up",
    "circle-alert",
    "circle-check",
    "circle-question-mark",
    "circle-user",
    "circle-user-round",
    "circle-x",
    "clock",
    "coffee",
    "contact",
    "copy",
    "credit-card",
    "crop",
    "door-open",
    "download",
    "ellipsis",
    "eraser",
    "external-link",
    "eye",
    "eye-off",
    "file-spreadsheet",
    "file-text",
    "flashlight",
    "flashlight-off",
    "globe",
    "hand",
    "handshake",
    "heart-handshake",
    "history",
    "hourglass",
    "house",
    "id-card",
    "image",
    "image-off",
    "image-plus",
    "inbox",
    "info",
    "key-round",
    "keyboard",
    "landmark",
    "languages",
    "layout-dashboard",
    "life-buoy",
    "link",
    "list-filter",
    "list-ordered",
    "loader-circle",
    "lock",
    "log-in",
    "log-out",
    "mail",
    "map-pin",
    "megaphone",
    "menu",
    "message-circle",
    "message-square",
    "minus",
    "monitor",
    "moon",
    "notebook-pen",
    "pencil",
    "phone",
    "plus",
    "presentation",
    "printer",
    "qr-code",
    "radio",
    "receipt",
    "refresh-cw",
    "repeat",
    "rotate-ccw",
    "rotate-cw",
    "rss",
    "save",
    "scan-line",
    "search",
    "send",
    "settings",
    "share-2",
    "shield",
    "shield-check",
    "sliders-horizontal",
    "smartphone",
    "sticky-note",
    "sun",
    "switch-camera",
    "tag",
    "ticket",
    "ticket-percent",
    "trash-2",
    "triangle-alert",
    "undo-2",
    "upload",
    "user-check",
    "user-minus",
    "user-plus",
    "user-round",
    "user-round-check",
    "user-round-plus",
    "user-round-search",
    "user-x",
    "users",
    "vibrate",
    "vibrate-off",
    "volume-2",
    "volume-x",
    "wallet",
    "wifi",
    "wifi-off",
    "x",
    "zoom-in",
    "zoom-out",
]


def main() -> int:
    if len(sys.argv) > 1:
        draw(Path(sys.argv[1]))
        return 0
    with tempfile.TemporaryDirectory() as scratch:
        draw(unpack(LUCIDE.name, LUCIDE.version, Path(scratch)))
    return 0


def draw(package: Path) -> None:
    missing = [name for name in ICONS if not (package / f"icons/{name}.svg").is_file()]
    if missing:
        raise SystemExit(f"lucide-static has no icon named {', '.join(missing)}")
    symbols = [
        symbol(name, (package / f"icons/{name}.svg").read_text(encoding="utf-8")) for name in sorted(ICONS)
    ]
    notice = f"<!-- Icons of lucide {LUCIDE.version}, ISC licence, see vendor/lucide/LICENSE -->"
    sprite = "\n".join(['<svg xmlns="http://www.w3.org/2000/svg">', notice, *symbols, "</svg>", ""])
    (ROOT / "static/icons.svg").write_text(sprite, encoding="utf-8")


def symbol(name: str, svg: str) -> str:
    """The shapes of one icon; stroke and size come from the page's `svg.i` rule."""
    found = re.search(r"<svg[^>]*>(.*)</svg>", svg, re.DOTALL)
    if found is None:
        raise SystemExit(f"{name}.svg is not an SVG")
    shapes = "".join(line.strip() for line in found[1].splitlines())
    return f'<symbol id="{name}" viewBox="0 0 24 24">{shapes}</symbol>'


if __name__ == "__main__":
    sys.exit(main())
