"""A whole town for a test: demo data, web process, worker, the lounge's plugin and its supplier, all real.

The same programs that `largesse up` starts, over a database of their own.
"""

import os
import secrets
import shutil
import socket
import subprocess
import sys
import tempfile
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import httpx

from largesse.kernel.settings import CHECKOUT
from tests.kit.ports import free_port
from tests.kit.waiting import READY_S, eventually

SUPPLIER = CHECKOUT / "plugins" / "lounge" / "supplier"


@dataclass
class Town:
    """Where everything is. ``password`` opens every demo log-in."""

    address: str
    supplier: str
    home: Path
    password: str
    dsn: str
    running: list = field(default_factory=list)
    browsers: list = field(default_factory=list)

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


@contextmanager
def town(dsn, redis_dsn):
    """Start a town on a migrated, empty database; everything ends with the block."""
    home = Path(tempfile.mkdtemp(prefix="largesse-town-"))
    home.chmod(0o755)
    listener = socket.socket()
    listener.bind(("127.0.0.1", 0))
    listener.listen(256)
    address = f"http://127.0.0.1:{listener.getsockname()[1]}"
    supplier_port = free_port()
    password = secrets.token_urlsafe(12)
    environment = {
        **os.environ,
        "LARGESSE_HOME": str(home),
        "LARGESSE_DATABASE_URL": dsn,
        "LARGESSE_REDIS_URL": redis_dsn,
        "LARGESSE_PUBLIC_URL": address,
        "LARGESSE_DEMO": "true",
        "LARGESSE_DEMO_PASSWORD": password,
        "LARGESSE_LEASE_S": "2",
        "LARGESSE_THROTTLE": "false",
    }
    ours = [sys.executable, "-P", "-m", "largesse.cli"]
    made = Town(address, f"http://127.0.0.1:{supplier_port}", home, password, dsn)
    log = (home / "town.log").open("ab")

    def start(*argv, keep=()):
        made.running.append(
            subprocess.Popen(argv, env=environment, cwd="/", pass_fds=keep, stdout=log, stderr=log)
        )

    try:
        store = home / "supplier" / "lounge"
        start(sys.executable, str(SUPPLIER), "--home", str(store), "--port", str(supplier_port), "--mistakes")
        eventually(lambda: _answers(f"{made.supplier}/healthz"), within_s=READY_S)
        subprocess.run([*ours, "demo"], env=environment, cwd="/", check=True, stdout=log, stderr=log)
        start(*ours, "web", "--fd", str(listener.fileno()), keep=(listener.fileno(),))
        start(*ours, "worker")
        eventually(lambda: _answers(f"{address}/readyz"), within_s=READY_S)
        yield made
    except BaseException:
        sys.stderr.write((home / "town.log").read_text(errors="replace")[-8000:])
        raise
    finally:
        for one in made.browsers:
            one.close()
        for one in made.running:
            one.terminate()
        for one in made.running:
            one.wait(60)
        listener.close()
        log.close()
        shutil.rmtree(home, ignore_errors=True)


def _answers(url):
    try:
        return httpx.get(url, timeout=2).status_code == 200
    except httpx.TransportError:
        return False
