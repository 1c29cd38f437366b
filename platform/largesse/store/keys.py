"""The master key: ``LARGESSE_KEY`` or ``<home>/keys/master``, made on the first run, mode 0600."""

import os
import secrets
from functools import cache, lru_cache
from pathlib import Path

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from largesse.kernel.errors import Broken
from largesse.kernel.settings import settings

_BYTES = 32


def make_master(home: Path) -> Path:
    """Make the master key of a home unless it has one; two that race keep the first one's."""
    folder = home / "keys"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    path = folder / "master"
    if not path.exists():
        fresh = folder / f".master.{os.getpid()}"
        descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w") as file:
            file.write(secrets.token_hex(_BYTES))
            file.flush()
            os.fsync(file.fileno())
        try:
            os.link(fresh, path)
        except FileExistsError:
            pass
        finally:
            fresh.unlink()
    return path


@cache
def master_key() -> bytes:
    """Give the 32 bytes from which every other key is derived."""
    chosen = settings()
    text = chosen.key or make_master(chosen.home).read_text().strip()
    try:
        key = bytes.fromhex(text)
    except ValueError as error:
        raise Broken("the master key is not hexadecimal") from error
    if len(key) != _BYTES:
        raise Broken("the master key is not 32 bytes")
    return key


def derived(purpose: str, length: int = _BYTES) -> bytes:
    """Derive a key for one purpose by HKDF-SHA256; other purposes give unrelated keys."""
    return _derived(master_key(), purpose, length)


@lru_cache(maxsize=256)
def _derived(master: bytes, purpose: str, length: int) -> bytes:
    return HKDF(hashes.SHA256(), length, salt=None, info=f"largesse:{purpose}".encode()).derive(master)
