"""What a child needs besides the plugin: the SDK and its two libraries, and a standard library it can read.

Invariant   a child's path is its code and this folder, never the application's environment
"""

import os
import shutil
import stat
import sys
import sysconfig
import tempfile
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from pathlib import Path
from types import ModuleType

import msgspec
import pluggy

import largesse_sdk
from largesse.kernel.canonical import digest, sha256_hex
from largesse.kernel.errors import Broken
from largesse.kernel.settings import settings
from largesse.plugging.packages.stored_code import make_open

PACKAGES = (largesse_sdk, msgspec, pluggy)
_LEFT_OUT = shutil.ignore_patterns(
    "test", "tests", "site-packages", "idlelib", "tkinter", "turtledemo", "ensurepip", "lib2to3", "config-*",
    "pydoc_data", "*.opt-1.pyc", "*.opt-2.pyc", "*.a", "kit",
)  # fmt: skip


@dataclass(frozen=True)
class Runtime:
    """Where a child finds its libraries. ``stdlib`` empty: its own, which all can read."""

    interpreter: str
    folder: Path
    stdlib: tuple[str, ...]
    reachable: bool


@cache
def runtime() -> Runtime:
    """Prepare the folder once per home and version and give it."""
    base = settings().home / "plugins" / "runtime"
    make_open(base)
    folder = _kept(base / f"sdk-{_version()}", [(_source(one), one.__name__) for one in PACKAGES])
    own = Path(sysconfig.get_path("stdlib"))
    stdlib: tuple[str, ...] = ()
    if not passable(own):
        name = f"python-{sys.version_info.major}.{sys.version_info.minor}.{sys.version_info.micro}"
        copy = _kept(base / name, [(own, "lib")])
        stdlib = (str(copy / "lib"), str(copy / "lib" / "lib-dynload"))
    return Runtime(sys.executable, folder, stdlib, passable(folder))


def passable(folder: Path) -> bool:
    """Tell whether a user who owns nothing can read a folder."""
    for one in folder.resolve().parents:
        if not one.stat().st_mode & stat.S_IXOTH:
            return False
    return bool(folder.stat().st_mode & stat.S_IROTH)


def _kept(folder: Path, sources: list[tuple[Path, str]]) -> Path:
    if folder.exists():
        return folder
    fresh = Path(tempfile.mkdtemp(prefix=".fresh-", dir=folder.parent))
    for source, name in sources:
        shutil.copytree(source, fresh / name, ignore=_LEFT_OUT)
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
    files = [[p.name, sha256_hex(p.read_bytes())] for p in sorted(sdk.glob("*.py"))]
    parts = [files, version("msgspec"), version("pluggy"), sys.version, os.name]
    return digest(parts).removeprefix("sha256:")[:16]
