"""One PostgreSQL cluster in a home: made once, started as a direct child, reached by a socket only.

Invariant   the data folder appears complete or not at all
            a pid file proves nothing: the servers' lock says whether a server of ours still runs,
            and every PostgreSQL process, ours or not, works inside the data folder, where it is seen
            readiness is an answer on the socket
Source      docs/explanation/embedded-servers.md
"""

import re
import shutil
import signal
import subprocess
from dataclasses import dataclass
from pathlib import Path

from largesse.embedded import orphans
from largesse.embedded.children import Child, Program, run
from largesse.embedded.home import PORT, Home
from largesse.embedded.refusals import ForeignPostmaster, OtherMajor

OWNER = "largesse"
DATABASE = "largesse"
ENVIRONMENT = {"PATH": "/usr/bin:/bin", "LC_ALL": "C", "TZ": "UTC"}
SETTINGS = {
    "listen_addresses": "",
    "max_connections": "200",
    "shared_buffers": "128MB",
    "jit": "off",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "log_checkpoints": "off",
}
CREATE_ROLE_AND_DATABASE = r"""
select 'create role largesse_app nologin'
 where not exists (select from pg_roles where rolname = 'largesse_app') \gexec
select 'create database largesse'
 where not exists (select from pg_database where datname = 'largesse') \gexec
"""


@dataclass(frozen=True)
class Postgres:
    """The cluster of one home and the programs that serve it.

    Args:
        bin: folder of the server programs, runnable by the home's account.
        durable: False trades safety against power loss for speed; for throw-away homes of tests.
    """

    home: Home
    bin: Path
    durable: bool = True
    name: str = "postgres"

    @property
    def data(self) -> Path:
        """The data folder."""
        return self.home.postgres

    def dsn(self, database: str = DATABASE) -> str:
        """Give the address asyncpg understands, as the owner of the schema."""
        return f"postgresql://{OWNER}@/{database}?host={self.home.sockets}&port={PORT}"

    @property
    def exists(self) -> bool:
        """True once a cluster was made here."""
        return (self.data / "PG_VERSION").exists()

    def prepare(self) -> None:
        """Make the cluster, or check that it is one we may start; call with the servers' lock held.

        Raises:
            OtherMajor: ``embedded.other_major``.
            ForeignPostmaster: ``embedded.foreign_postmaster``.
            ProgramFailed: ``embedded.program_failed`` when initdb fails.
        """
        if not self.exists:
            self._make()
        self.check_major()
        self._remove_stale_files()

    def program(self, lock: int) -> Program:
        """How to run the server; SIGINT makes it end quickly and cleanly, also when we end."""
        chosen = SETTINGS | {"unix_socket_permissions": self.home.socket_mode}
        chosen |= {} if self.durable else {"fsync": "off", "full_page_writes": "off"}
        options = [part for name, value in chosen.items() for part in ("-c", f"{name}={value}")]
        address = ["-D", str(self.data), "-k", str(self.home.sockets), "-p", str(PORT)]
        return Program(
            name=self.name,
            argv=(str(self.bin / "postgres"), *address, *options),
            env=ENVIRONMENT,
            account=self.home.account,
            inherited_fds=(lock,),
            log=self.home.logs / "postgres.log",
            stop=signal.SIGINT,
        )

    def answers(self) -> bool:
        """Say whether the server takes connections, asked on its socket."""
        asked = [
            "-q",
            "-h",
            str(self.home.sockets),
            "-p",
            str(PORT),
            "-U",
            OWNER,
            "-d",
            "postgres",
            "-t",
            "2",
        ]
        result = subprocess.run([self.bin / "pg_isready", *asked], env=ENVIRONMENT, check=False)  # noqa: S603 - a fixed question
        return result.returncode == 0

    def create_database(self) -> None:
        """Make the application's role and database unless they are there; the server must answer."""
        where = ["-h", str(self.home.sockets), "-p", str(PORT), "-U", OWNER, "-d", "postgres"]
        run(
            "psql",
            [str(self.bin / "psql"), "-qX", "-v", "ON_ERROR_STOP=1", *where],
            ENVIRONMENT,
            stdin=CREATE_ROLE_AND_DATABASE,
        )

    def _make(self) -> None:
        making = self.data.with_name("postgres-making")
        shutil.rmtree(making, ignore_errors=True)
        self.home.folder(making)
        options = ["--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8", "--data-checksums"]
        flags = ["--no-instructions", *([] if self.durable else ["--no-sync"])]
        argv = (str(self.bin / "initdb"), "-D", str(making), "-U", OWNER, *options, *flags)
        log = self.home.logs / "initdb.log"
        child = Child(Program("initdb", argv, ENVIRONMENT, account=self.home.account, log=log))
        child.must_succeed(timeout_s=300)
        making.rename(self.data)

    def check_major(self) -> None:
        """Refuse data of another major version, which no server program can read.

        Raises:
            OtherMajor: ``embedded.other_major``.
        """
        data_major = int((self.data / "PG_VERSION").read_text().split(".")[0])
        server_major = major(self.bin)
        if data_major != server_major:
            raise OtherMajor(data=str(self.data), data_major=data_major, server_major=server_major)

    def _remove_stale_files(self) -> None:
        if pids := orphans.working_in(self.data):
            raise ForeignPostmaster(data=str(self.data), pid=pids[0])
        (self.data / "postmaster.pid").unlink(missing_ok=True)
        for stale in self.home.sockets.glob(".s.PGSQL.*"):
            stale.unlink()


def major(folder: Path) -> int:
    """Give the major version of the server programs in ``folder``."""
    output = run("postgres", [str(folder / "postgres"), "--version"], ENVIRONMENT)
    found = re.search(r"\) (\d+)", output)
    assert found, output
    return int(found[1])
