"""Code as it runs: copied to ``<home>/plugins/code/<digest>`` and checked again at every start.

Invariant   a child never runs a file whose bytes are not those of the digest that was installed
"""

import shutil
import stat
import tempfile
from pathlib import Path

from largesse.kernel.settings import settings
from largesse.plugging.packages.digest import Tree, UnfitTree, tree
from largesse_sdk.package.manifest import BadManifest, read

OPEN = 0o755


class CodeChanged(Exception):  # noqa: N818 - a state of the disk, not an "Error"
    """The stored code is missing or is not what was installed."""


def code_folder() -> Path:
    """Give where all code lies."""
    return settings().home.expanduser().absolute() / "plugins" / "code"


def folder_of(digest: str) -> Path:
    """Give where the code of a digest lies."""
    return code_folder() / digest.removeprefix("sha256:")


def keep(code: Tree) -> Path:
    """Copy a plugin's code, unless it is there; readable by every child, writable by none."""
    folder = folder_of(code.digest)
    if folder.exists():
        return folder
    make_open(folder.parent)
    fresh = Path(tempfile.mkdtemp(prefix=".fresh-", dir=folder.parent))
    for name, body in code.files.items():
        path = fresh / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(body)
        path.chmod(0o644)
    for path in (fresh, *(one for one in fresh.rglob("*") if one.is_dir())):
        path.chmod(0o755)
    try:
        fresh.rename(folder)
    except OSError:
        shutil.rmtree(fresh)
    return folder


def verified(digest: str) -> Path:
    """Give the folder of a digest after reading every byte of it.

    Raises:
        CodeChanged: it is missing, was changed, or holds something more.
    """
    folder = folder_of(digest)
    try:
        manifest = read(folder)
        found = tree(folder, manifest.package, manifest.config_schema)
    except (BadManifest, UnfitTree) as error:
        raise CodeChanged(str(error)) from error
    if found.digest != digest:
        raise CodeChanged(f"the stored code of {manifest.id} was changed")
    return folder


def make_open(folder: Path) -> None:
    """Make a folder, and those above it up to the home, that other users may pass."""
    home = settings().home.expanduser().absolute()
    folder.mkdir(parents=True, exist_ok=True)
    for one in (folder, *folder.parents):
        if one == home:
            break
        if stat.S_IMODE(one.stat().st_mode) != OPEN:
            one.chmod(OPEN)
