"""The uids of a home: a block of numbers that nobody else on this machine has, drawn once and kept there.

Words       the *house's account* is the block's first uid: web, worker and commands run as it; the others
            belong to plugin installations, by their user number
Invariant   two homes of one machine have different blocks, but where a container leaves no room for that
Source      systemd's UIDS-GIDS: 0x70000000 to 0x7fffffff is used by nobody, 60706 to 61183 neither
"""

import os
import secrets
from dataclasses import dataclass
from pathlib import Path

FILE = "uids"
_BASE, _BLOCKS, _SIZE = 0x70000000, 2**14, 2**14
_IN_A_CONTAINER = (60_706, 478)


@dataclass(frozen=True)
class Uids:
    """A block: ``count`` uids, and the gids of the same numbers, from ``first`` on."""

    first: int
    count: int

    def of(self, number: int) -> int:
        """Give the uid of a plugin installation by its user number."""
        return self.first + 1 + number % (self.count - 1)


def uids_of(home: Path) -> Uids | None:
    """Give the block of a home, drawn if it has none; None where this process cannot hand out uids."""
    if os.geteuid() != 0:
        return None
    found = kept_uids(home) or _drawn(home)
    return found if found and _maps_one(found) else None


def kept_uids(home: Path) -> Uids | None:
    """Give the block that was drawn for a home; only what root wrote counts."""
    path = home / FILE
    try:
        if path.lstat().st_uid != 0:
            return None
        first, count = (int(word) for word in path.read_text("ascii").split())
    except (OSError, ValueError):
        return None
    known = count == _SIZE and _BASE <= first < _BASE + _BLOCKS * _SIZE and first % _SIZE == 0
    return Uids(first, count) if known or (first, count) == _IN_A_CONTAINER else None


def may_have_uids() -> bool:
    """Tell whether this user namespace has room for a block."""
    return _maps_one(Uids(_BASE, _SIZE)) or _maps_one(Uids(*_IN_A_CONTAINER))


def _drawn(home: Path) -> Uids | None:
    """Draw a block and keep it; of two that race the first one's stays."""
    salted = Uids(_BASE + secrets.randbelow(_BLOCKS) * _SIZE, _SIZE)
    drawn = next((one for one in (salted, Uids(*_IN_A_CONTAINER)) if _maps_one(one)), None)
    if drawn is None:
        return None
    fresh = home / f".{FILE}.{os.getpid()}"
    fresh.unlink(missing_ok=True)
    with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o644), "w") as file:
        file.write(f"{drawn.first} {drawn.count}\n")
        file.flush()
        os.fsync(file.fileno())
    try:
        os.link(fresh, home / FILE)
    except FileExistsError:
        drawn = kept_uids(home)
    finally:
        fresh.unlink()
    return drawn


def _maps_one(block: Uids) -> bool:
    """Tell whether this user namespace has these numbers at all."""
    return all(_maps(Path("/proc/self") / name, block) for name in ("uid_map", "gid_map"))


def _maps(table: Path, block: Uids) -> bool:
    try:
        rows = [[int(word) for word in line.split()] for line in table.read_text("ascii").splitlines()]
    except OSError:
        return True  # no Linux: no namespaces
    return any(
        inside <= block.first and block.first + block.count <= inside + count for inside, _, count in rows
    )
