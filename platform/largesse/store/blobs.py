"""Raw files, addressed by their SHA-256 under ``<home>/blobs``."""

import os
from pathlib import Path

from largesse.kernel.canonical import sha256_hex
from largesse.kernel.errors import Broken
from largesse.kernel.ids import new_id
from largesse.kernel.settings import settings


def _path(sha: str) -> Path:
    if len(sha) != 64 or not set(sha) <= set("0123456789abcdef"):
        raise Broken("not a blob address")
    folder = settings().home / "blobs"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder / sha[:2] / sha


def put(data: bytes) -> str:
    """Keep bytes durably and give their address, 64 hex digits; the same bytes are kept once."""
    sha = sha256_hex(data)
    path = _path(sha)
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        fresh = path.with_name(f".{new_id().hex}")
        with fresh.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(path)
        for folder in (path.parent, path.parent.parent):
            _settle(folder)
    return sha


def _settle(folder: Path) -> None:
    """Make the names in a folder durable: without this a power cut may take away what was renamed into it."""
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)


def remove(sha: str) -> None:
    """Take bytes away for good; what is gone already stays gone. Only for what one row alone names."""
    path = _path(sha)
    path.unlink(missing_ok=True)
    if path.parent.is_dir():
        _settle(path.parent)


def get(sha: str) -> bytes:
    """Read bytes back and check them against their address."""
    data = _path(sha).read_bytes()
    if sha256_hex(data) != sha:
        raise Broken(f"blob {sha} was changed on disk")
    return data
