"""Homes, ordinary users and whole installations, all real."""

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from typing import Any

import pytest
from tests.kit.home import memory
from tests.kit.ports import free_port
from tests.kit.shared import alone
from tests.kit.waiting import eventually

from largesse.embedded.home import check_home
from largesse.embedded.ownership import OURS
from largesse.embedded.runs_as import runs_as
from largesse.kernel.uids import FILE

LARGESSE = (sys.executable, "-P", "-m", "largesse.cli")


@contextmanager
def short_folder() -> Iterator[Path]:
    """Make a folder that every user may pass, short enough for sockets."""
    folder = Path(tempfile.mkdtemp(prefix="lg-", dir=memory()))
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def place() -> Iterator[Path]:
    """A folder for one test."""
    with short_folder() as folder:
        yield folder


@pytest.fixture
def home(place: Path) -> Path:
    """Where an installation will live."""
    return place / "home"


@pytest.fixture
def stranger() -> Iterator[Callable[..., subprocess.Popen[bytes]]]:
    """Start processes that are none of our business."""
    started = []

    def start(uid: int | None = None) -> subprocess.Popen[bytes]:
        started.append(subprocess.Popen(["/bin/sleep", "600"], user=uid, cwd="/"))
        return started[-1]

    yield start
    for one in started:
        one.kill()
        one.wait()


class Process:
    """A process by number and birth, so that a reused number is not mistaken for it."""

    def __init__(self, pid: int) -> None:
        self.pid = pid
        self.born = _born(pid)

    @property
    def alive(self) -> bool:
        return _born(self.pid) == self.born is not None

    def __repr__(self) -> str:
        return f"{self.pid}"


def _stat(pid: int) -> list[str]:
    try:
        text = Path(f"/proc/{pid}/stat").read_text(errors="replace")
    except OSError:
        return []
    found = text.rpartition(")")[2].split()
    return [] if found[0] == "Z" else found


def _born(pid: int) -> str | None:
    found = _stat(pid)
    return found[19] if found else None


def family(pid: int) -> list[Process]:
    """Every descendant of ``pid``."""
    parents = {int(f.name): int(s[1]) for f in Path("/proc").glob("[0-9]*") if (s := _stat(int(f.name)))}
    found, seen = [], {pid}
    while more := {child for child, parent in parents.items() if parent in seen and child not in seen}:
        seen |= more
        found += [Process(child) for child in sorted(more)]
    return found


def words_of(pid: int) -> str:
    """The command line of ``pid``."""
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
    except OSError:
        return ""


def facts_of(pid: int) -> dict[str, str]:
    """What the kernel shows of ``pid``."""
    pairs = (line.partition(":") for line in Path(f"/proc/{pid}/status").read_text().splitlines())
    return {name: value.strip() for name, _, value in pairs}


def roots_in(home: Path) -> list[Path]:
    """What root owns in the folders that the house's account writes into."""
    tops = [home / ("plugins/code" if name == "plugins" else name) for name in OURS]
    return [one for top in tops for one in (top, *top.rglob("*")) if one.lstat().st_uid == 0]


class Installation:
    """One run of `largesse up`."""

    def __init__(self, home: Path, *words: str, **env: str) -> None:
        self.home = home
        self.port = int(env.get("PORT") or free_port())
        kept = {name: value for name, value in os.environ.items() if not name.startswith("LARGESSE_")}
        self.env = kept | {"LARGESSE_HOME": str(home), "PORT": str(self.port), "LC_ALL": "C"} | env
        self.screen = home.with_name(f"{home.name}-{self.port}-screen.txt")
        with self.screen.open("wb") as screen:
            self.process = subprocess.Popen(
                [*LARGESSE, "up", *words], env=self.env, stdout=screen, stderr=screen, start_new_session=True
            )

    @property
    def printed(self) -> str:
        return self.screen.read_text()

    def status(self) -> int:
        """What /readyz answers, 0 when nobody does."""
        link = HTTPConnection(self.env.get("HOST", "127.0.0.1"), self.port, timeout=5)
        try:
            link.request("GET", "/readyz")
            return link.getresponse().status
        except (OSError, HTTPException):
            return 0
        finally:
            link.close()

    def ready(self) -> Any:
        """What /readyz tells."""
        link = HTTPConnection(self.env.get("HOST", "127.0.0.1"), self.port, timeout=10)
        try:
            link.request("GET", "/readyz")
            return json.loads(link.getresponse().read())
        finally:
            link.close()

    def until_greeted(self) -> "Installation":
        eventually(lambda: "Ctrl-C" in self.printed or self.process.poll() is not None)
        assert self.process.poll() is None, self.printed
        return self

    def child(self, words: str) -> Process:
        """The direct child whose command line has ``words``."""
        found = [one for one in family(self.process.pid) if words in words_of(one.pid)]
        assert found, words
        return found[0]

    @contextmanager
    def as_the_house(self, code: str, *words: str) -> Iterator[subprocess.Popen[str]]:
        """Run Python as the account that web and worker have."""
        found = runs_as(check_home(self.home))
        assert found
        env = {"LARGESSE_HOME": str(self.home), **found.interpreter.environment}
        argv = [found.interpreter.program, "-P", "-c", code, *words]
        who = {"user": found.account.uid, "group": found.account.gid, "extra_groups": []}
        with subprocess.Popen(argv, env=env, cwd="/", stdout=subprocess.PIPE, text=True, **who) as started:
            try:
                yield started
            finally:
                started.kill()

    def everybody(self) -> list[Process]:
        return [Process(self.process.pid), *family(self.process.pid)]

    def end(self) -> None:
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGCONT)
            self.process.send_signal(signal.SIGTERM)
            try:
                self.process.wait(15)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()


@pytest.fixture
def up(home: Path) -> Iterator[Callable[..., Installation]]:
    """Start `largesse up` in ``home``."""
    started = []

    def start(*words: str, where: Path = home, **env: str) -> Installation:
        started.append(Installation(where, *words, **env))
        return started[-1]

    yield start
    for one in started:
        one.end()


@dataclass(frozen=True)
class FirstStart:
    """What the first start of a home printed and answered; it has ended."""

    home: Path
    port: int
    printed: str
    status: int


@pytest.fixture(scope="session")
def first(shared: Path) -> FirstStart:
    """A home that was up once, demo and all: other starts begin with a copy, with no initdb or migrations.

    The first process of the run that wants it makes it; it must not be changed.
    """
    place = shared / "first"
    told = place / "told.json"
    with alone(place):
        if not told.exists():
            place.mkdir(mode=0o755)
            run = Installation(place / "home")
            try:
                run.until_greeted()
                status = run.status()
            finally:
                run.end()
            told.write_text(json.dumps({"port": run.port, "printed": run.printed, "status": status}))
    return FirstStart(place / "home", **json.loads(told.read_text()))


@contextmanager
def providers(first: FirstStart) -> Iterator[None]:
    """Hold the demo's providers for one installation: every copy of a home finds them on the same ports."""
    with alone(first.home.parent / "providers"):
        yield


def copied(first: FirstStart, home: Path) -> Path:
    """Copy a home that was up before."""
    if not home.exists():
        subprocess.run(["cp", "-a", first.home, home], check=True)
    return home


def as_root_left_it(home: Path) -> Path:
    """Make a home what it was when web and worker still ran as root."""
    for one in home.rglob("*"):
        if {*one.relative_to(home).parts} & {*OURS}:
            os.chown(one, 0, 0)
    (home / FILE).unlink(missing_ok=True)
    return home


@pytest.fixture
def up_again(up: Callable[..., Installation], first: FirstStart, home: Path) -> Callable[..., Installation]:
    """Start `largesse up` in a home that was up before, without the demo's provider, which has one port."""

    def start(*words: str) -> Installation:
        return up("--no-demo", *words, where=copied(first, home))

    return start


@pytest.fixture(scope="module")
def living(first: FirstStart) -> Iterator[Installation]:
    """An installation that tests share which leave it as healthy as they found it."""
    with providers(first), short_folder() as folder:
        run = Installation(copied(first, folder / "home"))
        try:
            yield run.until_greeted()
        finally:
            run.end()


@pytest.fixture(scope="module")
def hanging(first: FirstStart) -> Iterator[Installation]:
    """An installation that replaces a program after a few silent seconds, in a home that root left behind."""
    with short_folder() as folder:
        home = copied(first, folder / "home")
        if os.geteuid() == 0:
            as_root_left_it(home)
        run = Installation(home, "--no-demo", LARGESSE_HANG_S="4")
        try:
            yield run.until_greeted()
        finally:
            run.end()


@pytest.fixture
def healthy(living: Installation) -> Installation:
    """The shared installation, which answers."""
    eventually(lambda: living.status() == 200)
    return living


@pytest.fixture
def as_ordinary_user(place: Path) -> Callable[..., subprocess.CompletedProcess[str]]:
    """Run Python as somebody who is not root, in a folder of his own.

    The test's interpreter may lie in root's closed home, so he keeps the one power of passing folders.
    """

    def run(code: str, user: str = "nobody") -> subprocess.CompletedProcess[str]:
        argv = [sys.executable, "-P", "-c", code]
        own = place / "own"
        own.mkdir(mode=0o700)
        if os.geteuid() == 0:
            shutil.chown(own, int(user) if user.isdigit() else user)
            pass_folders = ["--inh-caps=+dac_read_search", "--ambient-caps=+dac_read_search"]
            argv = ["setpriv", f"--reuid={user}", "--clear-groups", *pass_folders, *argv]
        env = {"PATH": os.environ["PATH"], "HOME": str(own)}
        return subprocess.run(
            argv, capture_output=True, text=True, check=False, timeout=120, cwd=own, env=env
        )

    return run
