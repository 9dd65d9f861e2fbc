"""Verifies that the vendored third-party files are exactly those of their manifests; run by `make check`.

Names every file that is changed, missing or unlisted, and then ends with status 1.
"""

import hashlib
import json
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FOLDERS = (ROOT / "static/vendor", ROOT / "tests/browser/vendor")


def main() -> int:
    faults = [fault for folder in FOLDERS for fault in check_folder(folder)]
    for fault in faults:
        print(fault, file=sys.stderr)
    return 1 if faults else 0


def check_folder(folder: Path) -> list[str]:
    manifests = sorted(folder.rglob("manifest.json"))
    if not manifests:
        return [f"{folder}: no manifest.json"]
    listed = {path: digest for manifest in manifests for path, digest in read_manifest(manifest).items()}
    present = {path for path in folder.rglob("*") if path.is_file()} - set(manifests)
    unlisted = [f"{path}: not listed in a manifest" for path in sorted(present - listed.keys())]
    return unlisted + [fault for path, digest in sorted(listed.items()) for fault in check_file(path, digest)]


def read_manifest(manifest: Path) -> dict[Path, str]:
    """SHA-256 by file, for all packages of one manifest; its paths are relative to its own folder."""
    packages = json.loads(manifest.read_text(encoding="utf-8"))
    return {
        manifest.parent / file["path"]: file["sha256"] for package in packages for file in package["files"]
    }


def check_file(path: Path, digest: str) -> list[str]:
    if not path.is_file():
        return [f"{path}: missing"]
    if hashlib.sha256(path.read_bytes()).hexdigest() != digest:
        return [f"{path}: changed, its SHA-256 is not the one in the manifest"]
    return []


if __name__ == "__main__":
    sys.exit(main())
