"""One Valkey in a home: append-only, never evicting, reached by a socket only."""

import socket
from dataclasses import dataclass
from pathlib import Path

from largesse.embedded.children import Program
from largesse.embedded.home import Home

ENVIRONMENT = {"PATH": "/usr/bin:/bin", "LC_ALL": "C", "TZ": "UTC"}


@dataclass(frozen=True)
class Valkey:
    """The queue store of one home; losing its data loses nothing: the outbox holds the truth."""

    home: Home
    server: Path
    name: str = "valkey"

    @property
    def socket(self) -> Path:
        """Where it listens."""
        return self.home.sockets / "valkey.sock"

    @property
    def dsn(self) -> str:
        """The address redis-py and arq understand."""
        return f"unix://{self.socket}?db=0"

    def prepare(self) -> None:
        """Make its folder."""
        self.home.folder(self.home.valkey)

    def program(self, lock: int) -> Program:
        """How to run the server."""
        listen = ("--port", "0", "--unixsocket", str(self.socket), "--unixsocketperm", self.home.socket_mode)
        keep = (
            "--dir",
            str(self.home.valkey),
            "--appendonly",
            "yes",
            "--appendfsync",
            "everysec",
            "--save",
            "",
        )
        return Program(
            name=self.name,
            argv=(str(self.server), *listen, *keep, "--maxmemory-policy", "noeviction", "--daemonize", "no"),
            env=ENVIRONMENT,
            account=self.home.account,
            inherited_fds=(lock,),
            log=self.home.logs / "valkey.log",
        )

    def answers(self) -> bool:
        """Say whether it answers PONG, which it does not while it loads its files."""
        try:
            with socket.socket(socket.AF_UNIX) as link:
                link.settimeout(2)
                link.connect(str(self.socket))
                link.sendall(b"PING\r\n")
                return link.recv(16).startswith(b"+PONG")
        except OSError:
            return False
