"""`largesse up`: servers, schema, demo, web and worker under one supervisor, until somebody says stop.

Invariant   what stands on the screen is true: links are printed when the page they lead to answers
"""

import asyncio
import socket
import sys
from contextlib import ExitStack
from dataclasses import dataclass, replace
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from typing import Annotated

import structlog
import typer

from largesse.cli.changes import Sources
from largesse.cli.demo_login import DemoLogin, demo_login, keep, slug_in
from largesse.cli.greeting import Greeting
from largesse.cli.production import refuse_demo, wants_demo
from largesse.cli.programs import Programs
from largesse.cli.settling import compiled, settled
from largesse.cli.speech import say
from largesse.embedded.binaries import postgres_bin, valkey_server
from largesse.embedded.heartbeat import Heartbeat
from largesse.embedded.home import LAUNCHER, Home, open_home
from largesse.embedded.listening import BACKLOG, bind, door, free_port, reachable
from largesse.embedded.loader import Loader
from largesse.embedded.locks import HomeLocks
from largesse.embedded.ownership import hand_over
from largesse.embedded.postgres import Postgres
from largesse.embedded.runs_as import RunsAs
from largesse.embedded.signals import Signals, StopRequested
from largesse.embedded.supervisor import Part, Supervisor
from largesse.embedded.valkey import Valkey
from largesse.kernel.settings import CHECKOUT, Settings, settings
from largesse.plugging.processes.launcher import Charge
from largesse.plugging.processes.runtime import place
from largesse.plugging.walls import groups
from largesse.store.keys import make_master

READY_S = 120
SUPPLIER_HOST = "127.0.0.1"
SUPPLIER_PORT_OFFSET = 90
OTHER_SUPPLIERS = ("health", "legal", "gift")
_log = structlog.get_logger("largesse.up")


def command(
    processes: Annotated[int, typer.Option(min=1, max=64, help="Web processes on the one socket.")] = 1,
    demo: Annotated[
        bool | None, typer.Option(help="Demo data and log-ins; by default with the embedded database only.")
    ] = None,
    reload: Annotated[bool, typer.Option(help="Build and restart on every change of the sources.")] = False,
) -> None:
    """Start everything and keep it running; Ctrl-C stops it. HOST, PORT and LARGESSE_HOME are honoured."""
    signals = Signals()
    with ExitStack() as held:
        try:
            Up(settings(), signals, held).run(Wish(processes, demo, reload))
        except StopRequested:
            say("embedded.stopping")
    say("embedded.stopped")


@dataclass(frozen=True)
class Wish:
    """What the command line asked for; ``demo`` None leaves it to the settings."""

    processes: int
    demo: bool | None
    reload: bool


class Up:
    """One run, from the checks to the last child."""

    def __init__(self, chosen: Settings, signals: Signals, held: ExitStack) -> None:
        """Nothing runs yet.

        Args:
            chosen: the settings.
            signals: where a wish to stop is heard.
            held: what is let go of at the end, in reverse order.
        """
        self._chosen, self._signals, self._held = chosen, signals, held
        self._supervisor = Supervisor(signals, say)
        self._wired: dict[str, str] = {}
        self._loader: Loader | None = None
        self._runs_as: RunsAs | None = None

    def run(self, wish: Wish) -> None:
        """Start everything in order, greet, keep it running.

        Raises:
            StopRequested: the only good way out.
        """
        wants = wants_demo(self._chosen, wish.demo)
        home = open_home(self._chosen.home)
        locks = self._held.enter_context(HomeLocks(home.path, pause=self._signals.sleep))
        self._runs_as = settled(home, production=self._chosen.production)
        home = replace(home, house=self._runs_as.account if self._runs_as else None)
        listener = self._held.enter_context(bind(self._chosen.host, self._chosen.port))
        self._held.callback(self._supervisor.stop)
        host, port = listener.getsockname()[:2]
        _make_room_for_plugins()
        self._wire(host, port, demo=wants)
        self._load()
        fresh = self._servers(home, locks.servers_fd)
        make_master(home.path)
        if self._runs_as:
            self._hand_over(home, self._runs_as)
        if self._loader:
            self._supervisor.wait_until(self._loader.loaded, READY_S)
        self._supervisor.run_to_end(self._programs.ours("migrate", "migrate"))
        asyncio.run(refuse_demo(self._chosen, self._wired["LARGESSE_DATABASE_URL"]))
        if wants:
            self._demo(home.path, fresh=fresh)
        self._serve(listener, wish.processes)
        self._supervisor.wait_until(lambda: answers(host, port, "/readyz"), READY_S)
        login = demo_login(home.path) if wants else None
        Greeting(self._base, host, login, production=self._chosen.production).give()
        if wish.reload:
            self._reload()
        self._supervisor.keep()

    def _reload(self) -> None:
        """Keep the front end building, and start the programs anew whenever a source changed."""
        front_end = self._programs.front_end()
        self._supervisor.start(Part(front_end))
        sources = Sources(CHECKOUT / "platform", CHECKOUT / "plugins")
        stays = {front_end.name, "lounge-supplier", "other-suppliers"}
        self._supervisor.keep(lambda: self._supervisor.restart(stays) if sources.changed() else None)

    @property
    def _programs(self) -> Programs:
        return Programs(self._chosen, self._wired, self._runs_as, self._loader)

    @property
    def _base(self) -> str:
        return self._wired["LARGESSE_PUBLIC_URL"]

    def _wire(self, host: str, port: int, *, demo: bool) -> None:
        shown = reachable(host)
        address = f"[{shown}]" if ":" in shown else shown
        self._wired |= {
            "LARGESSE_HOST": host,
            "LARGESSE_PORT": str(port),
            "LARGESSE_PUBLIC_URL": self._chosen.public_url or f"http://{address}:{port}",
            "LARGESSE_DEMO": str(demo).lower(),
            "LARGESSE_DATABASE_URL": self._chosen.database_url,
            "LARGESSE_REDIS_URL": self._chosen.redis_url,
        }

    def _load(self) -> None:
        """Have the house loaded once, beside the start of the servers, for all programs to be forked from it.

        Only where what is forked twice becomes a child of ours.
        """
        if self._runs_as:
            compiled()
        if sys.platform == "linux":
            loader, heart = Loader(), Heartbeat(self._chosen.hang_s)
            program = self._programs.loading(loader, heart.fd)
            self._supervisor.start(Part(program, loader.prepare, heartbeat=heart))
            self._loader = loader

    def _servers(self, home: Home, lock: int) -> bool:
        """Start the servers that are ours to start; say whether the database is a new one."""
        home.door()
        fresh = False
        if not self._chosen.database_url:
            postgres = Postgres(home, postgres_bin(home))
            fresh = not postgres.data.exists()
            program = postgres.program(lock)
            self._supervisor.start(Part(program, postgres.prepare, postgres.answers, server=True))
            postgres.create_database()
            self._wired["LARGESSE_DATABASE_URL"] = postgres.dsn()
        if not self._chosen.redis_url:
            valkey = Valkey(home, valkey_server(home))
            self._supervisor.start(Part(valkey.program(lock), valkey.prepare, valkey.answers, server=True))
            self._wired["LARGESSE_REDIS_URL"] = valkey.dsn
        return fresh

    def _hand_over(self, home: Home, runs_as: RunsAs) -> None:
        """Give the house's account what is its own, and start what plugins need root for."""
        hand_over(home.path, runs_as.account)
        listener = self._held.enter_context(door(home.sockets / LAUNCHER))
        heart = Heartbeat(self._chosen.hang_s)
        charge = Charge(listener.fileno(), heart.fd, runs_as.account.uid, place())
        self._supervisor.start(Part(self._programs.launcher(charge), server=True, heartbeat=heart))

    def _demo(self, home: Path, *, fresh: bool) -> None:
        login = self._supplier(home, demo_login(home))
        if fresh or not login.seeded:
            say("cli.demo_making")
            if login.supplier_port:
                ports = [login.supplier_port, *login.other_ports.values()]
                self._supervisor.wait_until(
                    lambda: all(answers(SUPPLIER_HOST, port, "/healthz") for port in ports), READY_S
                )
            log = home / "logs" / "demo.log"
            log.unlink(missing_ok=True)
            program = self._programs.ours("demo", "demo")
            secret = {"LARGESSE_DEMO_PASSWORD": login.password}
            self._supervisor.run_to_end(replace(program, log=log, env={**program.env, **secret}))
            keep(home, replace(login, seeded=True, activity=slug_in(log)))

    def _supplier(self, home: Path, login: DemoLogin) -> DemoLogin:
        """Start the demo's provider on the port that the installed plugin knows."""
        preferred = int(self._wired["LARGESSE_PORT"]) + SUPPLIER_PORT_OFFSET
        port = login.supplier_port or free_port(preferred)
        program = self._programs.supplier(port)
        if program is None:
            return login
        self._supervisor.start(Part(program))
        login = replace(login, supplier_port=port, other_ports=self._other_suppliers(port, login))
        keep(home, login)
        return login

    def _other_suppliers(self, port: int, login: DemoLogin) -> dict[str, int]:
        """Start the demo's other providers; a home that was seeded without them goes on without them."""
        ports = login.other_ports
        if not ports and not login.seeded:
            for name in OTHER_SUPPLIERS:
                port = free_port(port + 1)
                ports = ports | {name: port}
        program = self._programs.other_suppliers(ports)
        if program is None:
            return {}
        self._supervisor.start(Part(program))
        return ports

    def _serve(self, listener: socket.socket, processes: int) -> None:
        listener.listen(BACKLOG)
        for number in range(1, processes + 1):
            heart = Heartbeat(self._chosen.hang_s)
            program = self._programs.web(number, listener.fileno(), heart.fd)
            self._supervisor.start(Part(program, heartbeat=heart))
        heart = Heartbeat(self._chosen.hang_s)
        self._supervisor.start(Part(self._programs.worker(heart.fd), heartbeat=heart))


def _make_room_for_plugins() -> None:
    """Let the kernel bound each plugin, where a part of its tree of control groups was given to us."""
    try:
        _log.info("plugins have control groups", folder=str(groups.settle()))
    except OSError as error:
        _log.info("plugins have no control groups and are watched", why=str(error))


def answers(host: str, port: int, path: str) -> bool:
    """Ask a program whether it is well: ``/readyz`` is database, queue, schema and relay together."""
    asked = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104 - compared, not bound
    link = HTTPConnection(asked, port, timeout=3)
    try:
        link.request("GET", path)
        return link.getresponse().status == 200
    except (OSError, HTTPException):
        return False
    finally:
        link.close()
