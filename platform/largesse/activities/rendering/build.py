"""The front-end build on disk: what renders, the entry a phone loads, a chunk for each component."""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from largesse.kernel.errors import Broken

STATIC = Path(__file__).resolve().parents[2] / "web" / "static"


class NotBuilt(Broken):
    """The front end has not been built here; ``make up`` builds it."""


@dataclass(frozen=True)
class Build:
    """One build. ``id`` changes with any file of it; ``widgets``: a component's file, then what it loads.

    ``sheets``: what a page shows over itself, loaded last.
    """

    id: str
    script: str
    entry: str
    widgets: dict[str, list[str]]
    sheets: list[str]


def current_build(folder: Path = STATIC) -> Build:
    """Give the build that is on disk now; it is read again only after it was replaced.

    Raises:
        NotBuilt: no complete build is there.
    """
    manifest = folder / "manifest.json"
    try:
        return _read(folder, manifest.stat().st_mtime_ns)
    except FileNotFoundError as error:
        raise NotBuilt(f"no front-end build in {folder}") from error


@cache
def _read(folder: Path, _changed_ns: int) -> Build:
    manifest = json.loads((folder / "manifest.json").read_text("utf-8"))
    h5 = manifest.get("h5")
    if h5 is None:
        raise NotBuilt(f"the build in {folder} holds no phone page")
    script = (folder / "ssr.js").read_text("utf-8")
    return Build(manifest["build"], script, h5["entry"], h5["widgets"], h5.get("sheets", []))
