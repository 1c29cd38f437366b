"""What a child needs besides the plugin: the SDK and its two libraries, and an interpreter it can read.

Invariant   a child's path is its code and this folder, never the application's environment
"""

import os
import shutil
import sys
import tempfile
from functools import cache
from importlib.metadata import version
from pathlib import Path
from types import ModuleType

import msgspec
import pluggy

import largesse_sdk
from largesse.kernel.canonical import digest, sha256_hex
from largesse.kernel.errors import Broken
from largesse.kernel.interpreter import NOT_NEEDED, closed, interpreter_for_others
from largesse.kernel.settings import settings
from largesse.kernel.uids import uids_of
from largesse.plugging.packages.stored_code import code_folder, make_open
from largesse.plugging.processes.ask import Place

PACKAGES = (largesse_sdk, msgspec, pluggy)


@cache
def place() -> Place:
    """Prepare what children are made of, once per home and version, and give it."""
    home = settings().home.expanduser().absolute()
    base = home / "plugins" / "runtime"
    make_open(base)
    folder = _kept(base / f"sdk-{_version()}")
    uids = uids_of(home) if closed(folder) is None else None
    if uids is None:
        return Place(sys.executable, str(folder), str(code_folder()))
    interpreter = interpreter_for_others(home)
    return Place(interpreter.program, str(folder), str(code_folder()), uids.first + 1, uids.count - 1)


def _kept(folder: Path) -> Path:
    if folder.exists():
        return folder
    fresh = Path(tempfile.mkdtemp(prefix=".fresh-", dir=folder.parent))
    for one in PACKAGES:
        shutil.copytree(_source(one), fresh / one.__name__, ignore=NOT_NEEDED)
    for path in (fresh, *fresh.rglob("*")):
        path.chmod(0o755 if path.is_dir() else 0o644)
    try:
        fresh.rename(folder)
    except OSError:
        shutil.rmtree(fresh)
    return folder


def _source(package: ModuleType) -> Path:
    if package.__file__ is None:
        raise Broken(f"{package.__name__} has no folder")
    return Path(package.__file__).parent


def _version() -> str:
    sdk = _source(largesse_sdk)
    files = [[p.relative_to(sdk).as_posix(), sha256_hex(p.read_bytes())] for p in sorted(sdk.rglob("*.py"))]
    parts = [files, version("msgspec"), version("pluggy"), sys.version, os.name]
    return digest(parts).removeprefix("sha256:")[:16]
