"""The home: one folder for data, logs, keys and sockets, checked before anything is started.

Invariant   everything the servers write is inside, and the servers' account can reach it
"""

import os
import stat
import sys
from dataclasses import dataclass
from pathlib import Path

from largesse.embedded.account import Account, server_account
from largesse.embedded.refusals import HomeUnreachable, HomeUnwritable, SocketPathTooLong, os_word

SOCKET_PATH_MAX = 107 if sys.platform == "linux" else 103
PORT = 5432
LAUNCHER = "launcher.sock"
LOG_MAX_BYTES = 16 * 2**20


@dataclass(frozen=True)
class Home:
    """The folders of one installation.

    Args:
        account: who owns the servers' part of them, None for ourselves.
        house: who runs our own programs, None for ourselves.
    """

    path: Path
    account: Account | None
    house: Account | None = None

    @property
    def postgres(self) -> Path:
        """PostgreSQL's data folder."""
        return self.path / "postgres"

    @property
    def valkey(self) -> Path:
        """Valkey's append-only files."""
        return self.path / "valkey"

    @property
    def sockets(self) -> Path:
        """The only folder through which the servers are reached."""
        return self.path / "run"

    @property
    def logs(self) -> Path:
        """The servers' log files."""
        return self.path / "logs"

    @property
    def binaries(self) -> Path:
        """Copies of server programs that their account could not reach where they were installed."""
        return self.path / "servers"

    def folder(self, path: Path) -> Path:
        """Make ``path`` a folder that only the servers' account may enter."""
        path.mkdir(exist_ok=True, mode=0o700)
        if self.account:
            os.chown(path, self.account.uid, self.account.gid)
        path.chmod(0o700)
        return path

    def door(self) -> Path:
        """Make the folder of the sockets: the servers' account makes them there, the house's may use them.

        A socket made in it belongs to the house's group, and nobody else may enter.
        """
        path = self.folder(self.sockets)
        if self.house:
            owner = self.account or self.house
            os.chown(path, owner.uid, self.house.gid)
            path.chmod(0o2750)
        return path

    @property
    def socket_mode(self) -> str:
        """Who may use a server's socket, in octal: its owner and, if there is one, the house's group."""
        return "0770" if self.house else "0700"


def check_home(path: Path) -> Home:
    """Look whether ``path`` can be a home, without making or changing anything.

    Raises:
        SocketPathTooLong: ``embedded.socket_path_too_long``.
        HomeUnreachable: ``embedded.home_unreachable``, names the first closed folder.
        HomeUnwritable: ``embedded.home_unwritable``.
        AccountNameless, NoAccountToDropTo: as ``server_account``.
    """
    path = path.expanduser().absolute()
    home = Home(path, server_account(path / "postgres"))
    _check_socket_paths(home)
    existing = next(folder for folder in (path, *path.parents) if folder.exists())
    if home.account:
        _check_reachable(existing, home)
    if not os.access(existing, os.W_OK | os.X_OK):
        raise HomeUnwritable(home=str(path), reason="EACCES")
    return home


def _make(path: Path, mode: int) -> None:
    """Make a folder and those above it that are missing, whatever the umask would take from their mode."""
    for folder in reversed([one for one in (path, *path.parents) if not one.exists()]):
        folder.mkdir()
        folder.chmod(mode)


def open_home(path: Path) -> Home:
    """Make or check the home at ``path``.

    Raises:
        HomeUnwritable: ``embedded.home_unwritable``, and whatever ``check_home`` finds.
    """
    home = check_home(path)
    try:
        if not home.path.exists():
            _make(home.path, 0o755 if home.account else 0o700)
        home.logs.mkdir(exist_ok=True, mode=0o700)
        _rotate_logs(home.logs)
    except OSError as error:
        raise HomeUnwritable(home=str(path), reason=os_word(error)) from error
    if home.account:
        _check_reachable(home.path, home)
    return home


def _rotate_logs(folder: Path) -> None:
    """Keep one older file of each log that has grown, so that logs never fill the disk over the years."""
    for log in folder.glob("*.log"):
        if log.stat().st_size > LOG_MAX_BYTES:
            log.replace(log.with_suffix(".log.1"))


def _check_socket_paths(home: Home) -> None:
    """Refuse a home whose sockets no program could open; the limit counts bytes, not characters."""
    for name in (f".s.PGSQL.{PORT}", "valkey.sock", LAUNCHER):
        path = home.sockets / name
        length = len(os.fsencode(path))
        if length > SOCKET_PATH_MAX:
            raise SocketPathTooLong(socket=str(path), length=length, length_max=SOCKET_PATH_MAX)


def _check_reachable(existing: Path, home: Home) -> None:
    assert home.account
    resolved = existing.resolve()
    for folder in (*reversed(resolved.parents), resolved):
        if not _may_pass(folder.stat(), home.account):
            raise HomeUnreachable(home=str(home.path), folder=str(folder), account=home.account.name)


def _may_pass(status: os.stat_result, account: Account) -> bool:
    if status.st_uid == account.uid:
        return bool(status.st_mode & stat.S_IXUSR)
    if status.st_gid == account.gid:
        return bool(status.st_mode & stat.S_IXGRP)
    return bool(status.st_mode & stat.S_IXOTH)
