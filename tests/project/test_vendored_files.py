from __future__ import annotations

import hashlib
from pathlib import Path

VENDOR = Path(__file__).parents[2] / "matchmaking" / "static" / "vendor"


def recorded_checksums() -> dict[str, str]:
    lines = (VENDOR / "CHECKSUMS").read_text(encoding="ascii").splitlines()
    return {name: digest for digest, name in (line.split() for line in lines)}


def test_every_vendored_file_is_the_one_that_was_recorded() -> None:
    found = {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest()
        for path in VENDOR.iterdir()
        if path.name != "CHECKSUMS"
    }
    assert found == recorded_checksums()


def test_every_vendored_library_has_its_licence_beside_it() -> None:
    names = {path.name for path in VENDOR.iterdir()}
    libraries = {name.split("-")[0] for name in names if name.endswith((".js", ".css"))}
    licensed = {name.split("-")[0] for name in names if "LICENSE" in name}
    assert libraries == licensed
