"""A whole town for a test: demo data, web process, worker, the lounge's plugin and its supplier, all real.

The same programs that `largesse up` starts, over a copy of a database in which the demo was seeded once.
"""

import os
import secrets
import shutil
import socket
import subprocess
import sys
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import httpx

from largesse.kernel.settings import CHECKOUT
from tests.kit import ready
from tests.kit.home import folder
from tests.kit.ports import free_port
from tests.kit.waiting import HANGS_S, eventually

SUPPLIER = CHECKOUT / "plugins" / "lounge" / "supplier"


@dataclass
class Town:
    """Where everything is. ``password`` opens every demo log-in; ``sessions`` of people who are signed in."""

    address: str
    supplier: str
    home: Path
    password: str
    dsn: str
    browsers: list = field(default_factory=list)
    sessions: dict = field(default_factory=dict)

    def person(self, name):
        """Sign a member of staff in over HTTP."""
        one = Person(self._browser(), "/graphql/console")
        one.ask("signIn", login=f"{name}@demo.bank", password=self.password)
        return one

    def visitor(self):
        """Give a phone that nobody has been recognised on yet."""
        return Person(self._browser(), "/graphql/client")

    def _browser(self):
        client = httpx.Client(base_url=self.address, timeout=30)
        self.browsers.append(client)
        return client


class Person:
    """One browser's cookies and a way to ask a face."""

    def __init__(self, client, face):
        self.client = client
        self.face = face

    def query(self, text, **variables):
        """Run a document and give its data; errors fail the test."""
        answer = self.client.post(self.face, json={"query": text, "variables": variables}).json()
        assert "errors" not in answer, answer["errors"]
        return answer["data"]

    def ask(self, mutation, fields="__typename", **ask):
        """Run a mutation and give its success; a refusal fails the test with its code."""
        answer = self.tried(mutation, fields, **ask)
        assert answer["__typename"] != "Refusal", (mutation, answer)
        return answer

    def tried(self, mutation, fields="__typename", **ask):
        """Run a mutation and give whatever it answers."""
        kind = f"{mutation[0].upper()}{mutation[1:]}Ask"
        success = f"... on {fields}" if "{" in fields else ""
        text = (
            f"mutation($ask: {kind}!) {{ {mutation}(ask: $ask) {{ __typename {success}"
            " ... on Refusal { code message path } } }"
        )
        return self.query(text, ask={"key": secrets.token_hex(8), **ask})[mutation]


@dataclass(frozen=True)
class Founding:
    """The demo as `largesse demo` leaves it, made once: a town is a copy of its database and home."""

    database: str
    home: Path
    password: str
    supplier_port: int


def found(dsn, database):
    """Seed the demo into a migrated, empty database, beside its running supplier."""
    home = folder()
    founding = Founding(database, home, secrets.token_urlsafe(12), free_port())
    crew = Crew(home, environment(founding, home, dsn, ""))
    with crew:
        crew.start_supplier(founding.supplier_port)
        crew.run("demo")
    return founding


@contextmanager
def town(founding, dsn, redis_dsn):
    """Start a town on a copy of the founding's database; everything ends with the block."""
    home = folder()
    subprocess.run(["cp", "-a", f"{founding.home}/.", home], check=True)
    listener = socket.socket()
    listener.bind(("127.0.0.1", 0))
    listener.listen(256)
    address = f"http://127.0.0.1:{listener.getsockname()[1]}"
    crew = Crew(home, environment(founding, home, dsn, redis_dsn) | {"LARGESSE_PUBLIC_URL": address})
    made = Town(address, f"http://127.0.0.1:{founding.supplier_port}", home, founding.password, dsn)
    try:
        with crew:
            crew.start_supplier(founding.supplier_port)
            crew.start("web", "--fd", listener.fileno(), keep=(listener.fileno(),))
            crew.start("worker")
            eventually(lambda: _answers(f"{address}/readyz"))
            yield made
    finally:
        for one in made.browsers:
            one.close()
        listener.close()
        shutil.rmtree(home, ignore_errors=True)


def environment(founding, home, dsn, redis_dsn):
    """Give the settings of a town's programs."""
    return {
        **os.environ,
        "LARGESSE_HOME": str(home),
        "LARGESSE_DATABASE_URL": dsn,
        "LARGESSE_REDIS_URL": redis_dsn,
        "LARGESSE_DEMO": "true",
        "LARGESSE_DEMO_PASSWORD": founding.password,
        "LARGESSE_LEASE_S": "2",
        "LARGESSE_THROTTLE": "false",
    }


class Crew:
    """A town's programs; what they say is shown when the block fails, and they end with it."""

    def __init__(self, home, env):
        self.home, self.env = home, env
        self.log = (home / "town.log").open("wb")
        self.running = []

    def start(self, *words, keep=()):
        """Start a command of ours that goes on."""
        self.running.append(ready.start(*words, env=self.env, keep=keep, said=self.log))

    def start_supplier(self, port):
        """Start the lounge's own program, whose statements hold the demo's mistakes."""
        store = self.home / "supplier" / "lounge"
        argv = [sys.executable, str(SUPPLIER), "--home", str(store), "--port", str(port), "--mistakes"]
        self.running.append(subprocess.Popen(argv, env=self.env, cwd="/", stdout=self.log, stderr=self.log))
        eventually(lambda: _answers(f"http://127.0.0.1:{port}/healthz"))

    def run(self, *words):
        """Run a command of ours to its end."""
        assert ready.start(*words, env=self.env, said=self.log).wait(HANGS_S) == 0, words

    def __enter__(self):
        return self

    def __exit__(self, kind, *_):
        for one in self.running:
            one.terminate()
        try:
            for one in self.running:
                one.wait(60)
        except subprocess.TimeoutExpired as hangs:
            kind = type(hangs)
            for one in self.running:
                one.kill()
                one.wait(10)
            raise
        finally:
            self.log.close()
            if kind is not None:
                sys.stderr.write((self.home / "town.log").read_text(errors="replace")[-8000:])


def _answers(url):
    try:
        return httpx.get(url, timeout=2).status_code == 200
    except httpx.TransportError:
        return False
