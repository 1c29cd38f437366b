"""Which folders of a home belong to the house's account, and how they come over from root.

Words       *ours*: the folders into which web, worker and commands write; all else in the home stays root's
            or the servers'
Invariant   a folder is handed over after all that is in it: whoever was interrupted begins again
            only what is root's is handed over, no link is followed, nothing outside is reached
"""

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from largesse.embedded.account import Account, house_account
from largesse.kernel.uids import kept_uids

OURS = {"keys": 0o700, "blobs": 0o700, "supplier": 0o700, "plugins": 0o755}
CODE = "code"
_DEPTH_MAX = 32
_FOLDER = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW


def hand_over(home: Path, account: Account) -> None:
    """Make the folders of the house's account, and give it those of root's; a second time does nothing."""
    for name, mode in OURS.items():
        with _folder(home, name, mode) as folder:
            if name != "plugins":
                _hand_over(folder, account, mode)
                continue
            os.fchmod(folder, mode)
            with _inside(folder, CODE, mode) as code:
                _hand_over(code, account, mode)


def take_back(home: Path) -> None:
    """Let root own the folders while its programs keep root: the next hand-over then looks at all again."""
    if kept_uids(home) is None:
        return
    for name in OURS:
        path = home / name / CODE if name == "plugins" else home / name
        if path.is_dir() and not path.is_symlink():
            os.chown(path, 0, 0, follow_symlinks=False)


def handed_to(home: Path) -> Account | None:
    """Give the house's account of a home that was handed over to it."""
    uids = kept_uids(home)
    try:
        owner = (home / "keys").lstat().st_uid
    except OSError:
        return None
    return house_account(uids) if uids and owner == uids.first else None


def _hand_over(folder: int, account: Account, mode: int) -> None:
    if os.fstat(folder).st_uid != 0:
        return
    _give(folder, account, _DEPTH_MAX)
    os.fchmod(folder, mode)
    os.fchown(folder, account.uid, account.gid)


def _give(folder: int, account: Account, depth: int) -> None:
    """Give away all that is in a folder, what is deepest first."""
    for name in os.listdir(folder):
        kind = stat.S_IFMT(os.stat(name, dir_fd=folder, follow_symlinks=False).st_mode)
        if kind not in {stat.S_IFDIR, stat.S_IFREG}:
            continue
        flags = _FOLDER if kind == stat.S_IFDIR else os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK
        opened = os.open(name, flags, dir_fd=folder)
        try:
            found = os.fstat(opened)
            inside = stat.S_ISDIR(found.st_mode)
            if inside and depth and found.st_uid in {0, account.uid}:
                _give(opened, account, depth - 1)
            if found.st_uid == 0 and (inside or found.st_nlink == 1):
                os.fchown(opened, account.uid, account.gid)
        finally:
            os.close(opened)


@contextmanager
def _folder(home: Path, name: str, mode: int) -> Iterator[int]:
    top = os.open(home, os.O_RDONLY | os.O_DIRECTORY)
    try:
        with _inside(top, name, mode) as found:
            yield found
    finally:
        os.close(top)


@contextmanager
def _inside(folder: int, name: str, mode: int) -> Iterator[int]:
    """Open a folder in a folder, made if it is missing; a link in its place is an error."""
    with suppress(FileExistsError):
        os.mkdir(name, mode, dir_fd=folder)
    found = os.open(name, _FOLDER, dir_fd=folder)
    try:
        yield found
    finally:
        os.close(found)
