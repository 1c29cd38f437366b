"""Seconds per step of settling a large statement, over HTTP as the console asks, on the bench's own servers.

``python -m tests.bench.settlement [--items 52000]``; the books are proved at the end.
"""

import argparse
import asyncio
import json
import socket
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from uuid import uuid4

from tests.bench.ground import ROOT, migrated, say, servers, web
from tests.bench.settlement.arrange import World, arrange

from largesse.app import app
from largesse.kernel.ids import text_id
from largesse.settlement.ledger.verify import verify
from largesse.store import database

CONSOLE = ROOT / "widgets/apps/console/src"
QUIET = ("--log-level", "warning", "--no-access-log")
WAYS = {"AMOUNT": "SHORT_PAY", "MISSING_AT_PLATFORM": "ACCEPT_PROVIDER"}


def main() -> int:
    """Run everything; exit 1 when the books do not hold."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--items", type=int, default=52_000)
    asked = parser.parse_args()
    with servers() as running:
        return bench(asked.items, running.postgres_dsn)


def bench(items: int, dsn: str) -> int:
    """Arrange, settle, prove."""
    world = asyncio.run(ready(dsn, items))
    say(f"{world.items} uses, a bill of {world.lines} lines, {len(world.statement) / 2**20:.1f} MiB of CSV")
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    with web(port, "uvicorn", "--factory", "largesse.app:web_app", "--port", str(port), *QUIET):
        settle(Finance(port), world)
    wrong = asyncio.run(proof(dsn))
    say("books: " + (str(wrong) if wrong else "every hash, balance and tie holds"))
    return 1 if wrong else 0


async def ready(dsn: str, items: int) -> World:
    """Migrate and fill the database."""
    async with migrated(dsn):
        return await arrange(dsn, items)


async def proof(dsn: str) -> list[str]:
    """Verify the ledger; an empty answer means that it holds."""
    async with database.connected(app().house.rooms, dsn), app().work.read() as read:
        found = await verify(read)
    return [f"{one.rule} {one.where}" for one in found.findings]


def settle(finance: "Finance", world: World) -> None:
    """Walk the month as two people of finance do."""
    maker, second = world.tokens
    provider = text_id("prv", world.provider)
    with step("read the file first (dry run)"):
        finance.upload(maker, world.statement, provider=provider, dryRun="true")
    with step("upload and load"):
        loaded = finance.upload(maker, world.statement, provider=provider)
    with step("open the batch"):
        made = finance.ask(maker, "create-settlement-batch", provider=provider, asOf="2026-03-31")
    batch = made.get("id") or finance.list(maker, "settlement-batches")[0]["id"]
    with step("match"):
        finance.ask(maker, "run-matching", batch=batch)
    with step("match again"):
        finance.ask(maker, "run-matching", batch=batch)
    look(finance, maker, batch, loaded["statement"])
    dispose(finance, (maker, second), batch)
    with step("submit"):
        finance.ask(maker, "submit-batch", batch=batch)
    with step("approve"):
        sha = finance.get(second, "settlement-batch", id=batch)["contentHash"]
        finance.ask(second, "approve-batch", batch=batch, contentHash=sha)
    for kind in ("workbook", "vouchers"):
        with step(f"export {kind}"):
            finance.ask(maker, "export-batch", batch=batch, kind=kind)
        with step(f"export {kind} again"):
            finance.ask(second, "export-batch", batch=batch, kind=kind)


def look(finance: "Finance", who: str, batch: str, statement: str) -> None:
    """Open the screens."""
    with step("page of the batch"):
        finance.get(who, "settlement-batch", id=batch)
    with step("first page of differences"):
        finance.list(who, "breaks", batch=batch, state="open")
    with step("differences by amount"):
        finance.list(who, "breaks", batch=batch, state="open", sort="-difference")
    with step("one reference among the differences"):
        finance.list(who, "breaks", batch=batch, state="open", search="LG000000100")
    with step("first page of the statement's lines"):
        finance.list(who, "statement-lines", statement=statement)
    with step("one reference among the lines"):
        finance.list(who, "statement-lines", statement=statement, search="LG000041234")


def dispose(finance: "Finance", people: tuple[str, str], batch: str) -> None:
    """Propose and approve for every difference, a hundred at a time."""
    maker, second = people
    with step("propose for every difference"):
        while found := finance.list(maker, "breaks", batch=batch, state="open", first=100):
            for code in {one["code"] for one in found}:
                ids = [one["id"] for one in found if one["code"] == code]
                kind = WAYS.get(code, "CARRY_FORWARD")
                finance.ask(maker, "propose-disposition", breaks=ids, kind=kind, reason="与服务商核对无误")
    count = 0
    with step("approve every proposal"):
        while found := finance.list(second, "breaks", batch=batch, state="proposed", first=100):
            ids = [one["disposition"]["id"] for one in found]
            finance.ask(second, "approve-disposition", dispositions=ids)
            count += len(ids)
    say(f"  ({count} differences)")


class Finance:
    """A browser of finance: cookies, uploads, registered documents."""

    def __init__(self, port: int) -> None:
        self.home = f"http://127.0.0.1:{port}"

    def upload(self, who: str, data: bytes, **fields: str) -> dict[str, Any]:
        """Send a statement file."""
        mark = uuid4().hex
        fields |= {"key": uuid4().hex}
        parts = [
            f'--{mark}\r\ncontent-disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
            for name, value in fields.items()
        ]
        head = f'--{mark}\r\ncontent-disposition: form-data; name="file"; filename="bill.csv"\r\n\r\n'
        body = b"".join([*parts, head.encode(), data, f"\r\n--{mark}--\r\n".encode()])
        return self._send("/console/statements", who, body, f"multipart/form-data; boundary={mark}")

    def get(self, who: str, document: str, **variables: Any) -> Any:
        """Ask a document and give its first field."""
        (file,) = CONSOLE.glob(f"**/documents/{document}.graphql")
        text = file.read_text("utf-8")
        if "...Refused" in text:
            text += (CONSOLE / "documents/shared/Refused.graphql").read_text("utf-8")
        body = json.dumps({"query": text, "variables": variables}).encode()
        answer = self._send("/graphql/console", who, body, "application/json")
        if answer.get("errors"):
            raise RuntimeError(str(answer["errors"])[:500])
        return next(iter(answer["data"].values()))

    def list(self, who: str, document: str, **variables: Any) -> list[dict[str, Any]]:
        """Give a list's nodes."""
        return [edge["node"] for edge in self.get(who, document, **variables)["edges"]]

    def ask(self, who: str, document: str, **ask: Any) -> dict[str, Any]:
        """Make a change."""
        found: dict[str, Any] = self.get(who, document, ask={"key": uuid4().hex, **ask})
        if found["__typename"] == "Refusal":
            raise RuntimeError(str(found))
        return found

    def _send(self, path: str, who: str, body: bytes, kind: str) -> Any:
        head = {"content-type": kind, "cookie": f"lg_staff={who}"}
        request = urllib.request.Request(self.home + path, body, head)
        with urllib.request.urlopen(request, timeout=300) as answer:
            return json.loads(answer.read())


@contextmanager
def step(name: str) -> Iterator[None]:
    """Measure one step."""
    begun = time.perf_counter()
    yield
    say(f"  {time.perf_counter() - begun:>7.2f} s  {name}")


if __name__ == "__main__":
    sys.exit(main())
