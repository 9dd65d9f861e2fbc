"""Where the pictures on badges lie, and to which site their codes lead: by the settings of the server."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from netevent.profiles.photos.files import PhotoFiles
from netevent.settings import Settings

LOGO_KIND = "webp"


@dataclass(frozen=True, slots=True)
class Sources:
    base_url: str
    photos: PhotoFiles
    logos: Path

    def logo(self, event_code: str, name: str) -> Path:
        """The event's logo under this name. The drawing reads files; the database keeps it."""
        return self.logos / f"{event_code}-{name}.{LOGO_KIND}"

    def keep_logo(self, event_code: str, name: str, content: bytes) -> None:
        """In place of those that the event had before. Whole or not at all, whoever else does it now."""
        self.logos.mkdir(parents=True, exist_ok=True)
        kept = self.logo(event_code, name)
        unfinished = kept.with_name(f"{kept.name}.{id(content)}.part")
        unfinished.write_bytes(content)
        unfinished.replace(kept)
        for other in self.logos.glob(f"{event_code}-*.{LOGO_KIND}"):
            if other != kept:
                other.unlink(missing_ok=True)


def sources_of(settings: Settings) -> Sources:
    return Sources(
        settings.base_url, PhotoFiles(settings.var_dir / "photos"), settings.var_dir / "badge-logos"
    )
