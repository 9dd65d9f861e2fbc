"""Real Chromium through Playwright's async API; browser tests get their pages from here."""

import os
from collections.abc import Sequence
from pathlib import Path

from playwright.async_api import Browser, Playwright

from tests.servers import processes

# Nothing is asked of the network but what the page itself asks.
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
ON_MACOS = (
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
)


async def launch(playwright: Playwright, *, camera: Path | None = None) -> Browser:
    """Start a browser; with `camera`, that film is what its camera sees, over and over."""
    return await playwright.chromium.launch(
        executable_path=_program(), args=[*QUIET, *_camera_options(camera)], chromium_sandbox=False
    )


def _program() -> str:
    """The shell is the same engine without a window around each page, which costs as much as the page."""
    named = os.environ.get("NETEVENT_CHROMIUM")
    return named or processes.find_program(
        "chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", *ON_MACOS
    )


def _camera_options(film: Path | None) -> Sequence[str]:
    if film is None:
        return []
    return [
        "--use-fake-ui-for-media-stream",
        "--use-fake-device-for-media-stream",
        f"--use-file-for-fake-video-capture={film}",
    ]
