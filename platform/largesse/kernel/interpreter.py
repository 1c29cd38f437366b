"""An interpreter that a user who owns nothing can run: ours where it lies open, else a copy in the home.

Invariant   the mode of no folder above ours is changed; a copy appears complete or not at all
            a copy is root's: what root starts with it nobody else can have written
"""

import hashlib
import json
import os
import shutil
import stat
import sys
import sysconfig
import tempfile
from dataclasses import dataclass
from pathlib import Path

NOT_NEEDED = shutil.ignore_patterns(
    "test", "tests", "site-packages", "idlelib", "tkinter", "turtledemo", "ensurepip", "lib2to3", "config-*",
    "pydoc_data", "*.opt-1.pyc", "*.opt-2.pyc", "*.a", "kit",
)  # fmt: skip


@dataclass(frozen=True)
class Interpreter:
    """A Python to start programs with.

    Args:
        program: absolute path.
        libraries: folder of its shared library, to be named in LD_LIBRARY_PATH; empty: it finds that itself.
    """

    program: str
    libraries: str = ""

    @property
    def environment(self) -> dict[str, str]:
        """What its environment must hold."""
        return {"LD_LIBRARY_PATH": self.libraries} if self.libraries else {}


def of_the_loader() -> dict[str, str]:
    """Give what a copy needs to find its shared library, for a child without our environment."""
    return {name: os.environ[name] for name in ("LD_LIBRARY_PATH",) if name in os.environ}


def closed(path: Path) -> Path | None:
    """Give the first folder at or above a path that a user who owns nothing cannot pass; None: he can."""
    resolved = path.resolve()
    for folder in (*reversed(resolved.parents), resolved):
        wanted = stat.S_IXOTH | (stat.S_IROTH if folder == resolved else 0)
        if folder.is_dir() and folder.stat().st_mode & wanted != wanted:
            return folder
    return None


def site_folders() -> list[str]:
    """Give where this interpreter finds packages that were installed."""
    return [one for one in sys.path if Path(one).name in {"site-packages", "dist-packages"}]


def interpreter_for_others(home: Path) -> Interpreter:
    """Give ours, or the copy in the home, made once for each version and environment."""
    own = Path(sys.executable)
    stdlib = Path(sysconfig.get_path("stdlib"))
    if not any(closed(one) for one in (own.parent, own.resolve().parent, stdlib)):
        return Interpreter(sys.executable)
    base = home / "interpreter"
    base.mkdir(exist_ok=True)
    if base.stat().st_uid == os.geteuid():
        base.chmod(0o755)  # whatever the umask took from it
    folder = base / f"python-{_fingerprint(own.resolve())}"
    if not folder.exists():
        _copy(own.resolve(), stdlib, folder)
    shared = any((folder / "lib").glob("libpython*"))
    program = folder / "bin" / own.resolve().name
    return Interpreter(str(program), str(folder / "lib") if shared else "")


def forget_other_copies(home: Path, used: Interpreter) -> None:
    """Remove the copies that no program of this home runs with; only before the first of them starts."""
    for copy in (*home.glob("interpreter/*"), *home.glob("plugins/runtime/python-*")):
        if not Path(used.program).is_relative_to(copy):
            shutil.rmtree(copy, ignore_errors=True)


def _copy(own: Path, stdlib: Path, folder: Path) -> None:
    fresh = Path(tempfile.mkdtemp(prefix=".fresh-", dir=folder.parent))
    (fresh / "bin").mkdir()
    shutil.copy2(own, fresh / "bin" / own.name)
    copied = fresh / "lib" / stdlib.name
    shutil.copytree(stdlib, copied, ignore=NOT_NEEDED)
    for library in own.parent.parent.glob("lib/libpython*.so*"):
        shutil.copy2(library, fresh / "lib" / library.name)
    (copied / "site-packages").mkdir()
    found = "".join(f"import site; site.addsitedir({one!r})\n" for one in site_folders())
    (copied / "site-packages" / "installed.pth").write_text(found, "utf-8")
    for path in (fresh, *fresh.rglob("*")):
        path.chmod(0o755 if path.is_dir() or path.parent == fresh / "bin" else 0o644)
    try:
        fresh.rename(folder)
    except OSError:
        shutil.rmtree(fresh)


def _fingerprint(own: Path) -> str:
    status = own.stat()
    parts = [sys.version, str(own), status.st_size, status.st_mtime_ns, site_folders(), os.name]
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()[:16]
