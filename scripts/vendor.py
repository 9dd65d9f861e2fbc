"""Fetches the pinned third-party files that the browser and the PDF files get, and writes their manifests.

Run by hand when a version changes (`python scripts/vendor.py`); needs `npm`. `check_vendor.py` guards the
result in `make check`. The files are copied unmodified; a manifest names package, version, licence (SPDX) and
the SHA-256 of each.
"""

import hashlib
import json
import subprocess
import sys
import tarfile
import tempfile
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True, slots=True)
class Package:
    """One npm package: where its files go, and which (path in the package -> file name here)."""

    name: str
    version: str
    licence: str
    folder: str
    files: dict[str, str]


INTER = ("latin", "latin-ext", "vietnamese", "greek", "cyrillic")
NOTO = (
    ("noto-sans", "0.4.2", "NotoSans"),
    ("noto-sans-arabic", "0.4.3", "NotoSansArabic"),
    ("noto-sans-hebrew", "0.4.1", "NotoSansHebrew"),
    ("noto-sans-thai", "0.4.2", "NotoSansThai"),
)
NOTO_WEIGHTS = (("400Regular", "Regular"), ("700Bold", "Bold"))

PRODUCT = (
    Package(
        "htmx.org",
        "4.0.1",
        "0BSD",
        "htmx",
        {"dist/htmx.min.js": "htmx.min.js", "dist/ext/hx-ws.min.js": "hx-ws.min.js", "LICENSE": "LICENSE"},
    ),
    Package(
        "zxing-wasm",
        "3.1.4",
        "MIT",
        "zxing-wasm",
        {
            "dist/iife/reader/index.js": "reader.js",
            "dist/reader/zxing_reader.wasm": "zxing_reader.wasm",
            "LICENSE": "LICENSE",
        },
    ),
    Package(
        "@fontsource-variable/inter",
        "5.3.0",
        "OFL-1.1",
        "inter",
        {f"files/inter-{subset}-wght-normal.woff2": f"inter-{subset}-wght-normal.woff2" for subset in INTER}
        | {"LICENSE": "LICENSE"},
    ),
    Package("lucide-static", "1.62.0", "ISC", "lucide", {"LICENSE": "LICENSE"}),
    # For PDF files (netevent/documents/lettering), which take no woff2. Noto Sans has Devanagari too.
    *(
        Package(
            f"@expo-google-fonts/{package}",
            version,
            "OFL-1.1",
            "noto",
            {f"{folder}/{face}_{folder}.ttf": f"{face}-{weight}.ttf" for folder, weight in NOTO_WEIGHTS}
            | {"LICENSE_FONT": f"{face}-LICENSE"},
        )
        for package, version, face in NOTO
    ),
)
TESTS = (
    Package(
        "axe-core",
        "4.14.1",
        "MPL-2.0",
        "axe-core",
        {"axe.min.js": "axe.min.js", "LICENSE": "LICENSE", "LICENSE-3RD-PARTY.txt": "LICENSE-3RD-PARTY.txt"},
    ),
)


def main() -> int:
    vendor(PRODUCT, ROOT / "static/vendor")
    vendor(TESTS, ROOT / "tests/browser/vendor")
    return 0


def vendor(packages: tuple[Package, ...], target: Path) -> None:
    with tempfile.TemporaryDirectory() as scratch:
        entries = [
            copy(package, unpack(package.name, package.version, Path(scratch)), target)
            for package in packages
        ]
    text = json.dumps(entries, indent=2) + "\n"
    (target / "manifest.json").write_text(text, encoding="utf-8")


def unpack(name: str, version: str, scratch: Path) -> Path:
    """The folder of an npm package, downloaded by `npm pack` and unpacked."""
    command = ["npm", "pack", f"{name}@{version}", "--silent", "--pack-destination", str(scratch)]
    packed = (
        subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip().splitlines()[-1]
    )
    folder = scratch / packed.removesuffix(".tgz")
    with tarfile.open(scratch / packed) as archive:
        archive.extractall(folder, filter="data")
    return folder / "package"


def copy(package: Package, source: Path, target: Path) -> dict[str, object]:
    """Copies the files of one package and returns its entry for the manifest."""
    files = [
        copy_file(source / inside, target, f"{package.folder}/{name}") | {"source": inside}
        for inside, name in package.files.items()
    ]
    return {"package": package.name, "version": package.version, "licence": package.licence, "files": files}


def copy_file(source: Path, target: Path, path: str) -> dict[str, str]:
    content = source.read_bytes()
    (target / path).parent.mkdir(parents=True, exist_ok=True)
    (target / path).write_bytes(content)
    return {"path": path, "sha256": hashlib.sha256(content).hexdigest()}


if __name__ == "__main__":
    sys.exit(main())
