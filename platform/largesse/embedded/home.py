"""The home: one folder for data, logs, keys and sockets, checked before anything is started.

Invariant   everything the servers write is inside, and the servers' account can reach it
"""

import os
import stat
import sys
from dataclasses import dataclass
from pathlib import Path

from largesse.embedded.account import Account, server_account
from largesse.embedded.refusals import HomeUnreachable, HomeUnwritable, SocketPathTooLong

SOCKET_PATH_MAX = 107 if sys.platform == "linux" else 103
PORT = 5432


@dataclass(frozen=True)
class Home:
    """The folders of one installation, and who owns the servers' part of them."""

    path: Path
    account: Account | None

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
        """The servers' own words."""
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


def open_home(path: Path) -> Home:
    """Make or check the home at ``path``.

    Raises:
        HomeUnwritable: ``embedded.home_unwritable``.
        HomeUnreachable: ``embedded.home_unreachable``, names the first closed folder.
        SocketPathTooLong: ``embedded.socket_path_too_long``.
    """
    path = path.expanduser().absolute()
    account = server_account(path / "postgres")
    home = Home(path, account)
    check_socket_paths(home)
    try:
        path.mkdir(parents=True, exist_ok=True)
        (path / "logs").mkdir(exist_ok=True)
    except OSError as no:
        raise HomeUnwritable(home=str(path), reason=no.strerror or str(no)) from no
    if not os.access(path, os.W_OK | os.X_OK):
        raise HomeUnwritable(home=str(path), reason=os.strerror(13))
    if account:
        _check_way_in(path, account)
    return home


def check_socket_paths(home: Home) -> None:
    """Refuse a home whose sockets no program could open; limits are bytes, not letters."""
    for name in (f".s.PGSQL.{PORT}", "valkey.sock"):
        path = home.sockets / name
        length = len(os.fsencode(path))
        if length > SOCKET_PATH_MAX:
            raise SocketPathTooLong(socket=str(path), length=length, length_max=SOCKET_PATH_MAX)


def _check_way_in(path: Path, account: Account) -> None:
    for folder in (*reversed(path.resolve().parents), path.resolve()):
        if not _may_pass(folder.stat(), account):
            raise HomeUnreachable(home=str(path), folder=str(folder), account=account.name)


def _may_pass(status: os.stat_result, account: Account) -> bool:
    if status.st_uid == account.uid:
        return bool(status.st_mode & stat.S_IXUSR)
    if status.st_gid == account.gid:
        return bool(status.st_mode & stat.S_IXGRP)
    return bool(status.st_mode & stat.S_IXOTH)
