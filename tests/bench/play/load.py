"""The load: many keep-alive connections, each with one play under way; a process of its own.

``python -m tests.bench.play.load PLAN.json`` prints one JSON line: plays, refused, seconds, latencies, and
from which client on the next plan finds some that have not played, while there are enough.
"""

import asyncio
import json
import sys
import time
from pathlib import Path
from typing import Any

import uvloop

DOCUMENT = (Path(__file__).parents[3] / "widgets/apps/h5/documents/takePart.graphql").read_text("utf-8")
GENERIC = DOCUMENT + "# another text, so that the generic executor answers\n"
PROXIED = (
    "origin: https://bench\r\nx-forwarded-for: 203.0.113.9\r\nx-forwarded-proto: https\r\n"
    "user-agent: Mozilla/5.0\r\naccept: */*\r\n"
)


class Player(asyncio.Protocol):
    """One connection: sends a play, waits for its answer, sends the next."""

    def __init__(self, run: "Run", number: int) -> None:
        self.run, self.number, self.sent_at, self.count = run, number, 0.0, 0
        self.buffer = b""
        self.transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = transport  # type: ignore[assignment]  # a TCP transport it is
        self.send()

    def send(self) -> None:
        if time.perf_counter() >= self.run.until:
            self.transport.close()
            return
        self.count += 1
        self.run.turns = max(self.run.turns, self.count)
        self.sent_at = time.perf_counter()
        self.transport.write(self.run.request(self.number, self.count))

    def data_received(self, data: bytes) -> None:
        self.buffer += data
        head, found, body = self.buffer.partition(b"\r\n\r\n")
        if not found:
            return
        length = int(head.lower().split(b"content-length:")[1].split(b"\r\n")[0])
        if len(body) < length:
            return
        self.buffer = body[length:]
        self.run.note(body[:length], time.perf_counter() - self.sent_at)
        self.send()

    def connection_lost(self, exc: Exception | None) -> None:
        self.run.closed(exc)


class Run:
    """One measurement."""

    def __init__(self, plan: dict[str, Any]) -> None:
        self.plan = plan
        self.until = 0.0
        self.latencies: list[float] = []
        self.other: dict[str, int] = {}
        self.open, self.turns = 0, 0
        self.over: asyncio.Future[None] = asyncio.get_running_loop().create_future()

    def request(self, number: int, count: int) -> bytes:
        tokens, connections = self.plan["tokens"], self.plan["connections"]
        token = tokens[(self.plan["first"] + number + count * connections) % len(tokens)]
        key = f"{self.plan['name']}-{number}-{count}"
        asked = {"key": key, "activity": self.plan["slug"], "play": "wheel"}
        if says := self.plan["says"]:
            asked["said"] = says[(number + count) % len(says)]
        variables = {"ask": asked}
        text = GENERIC if self.plan["generic"] else DOCUMENT
        body = json.dumps({"query": text, "variables": variables}).encode()
        proxied = self.plan["proxy"]
        head = (
            "POST /graphql/client HTTP/1.1\r\nhost: bench\r\ncontent-type: application/json\r\n"
            f"cookie: {'__Host-' if proxied else ''}lg_client={token}\r\naccept-language: zh-CN\r\n"
            f"{PROXIED if proxied else ''}content-length: {len(body)}\r\n\r\n"
        )
        return head.encode() + body

    def note(self, body: bytes, took: float) -> None:
        if b'"__typename":"Played"' in body:
            self.latencies.append(took)
        else:
            what = body[:200].decode(errors="replace")
            self.other[what] = self.other.get(what, 0) + 1

    def closed(self, exc: Exception | None) -> None:
        if exc is not None:
            self.other[repr(exc)] = self.other.get(repr(exc), 0) + 1
        self.open -= 1
        if not self.open and not self.over.done():
            self.over.set_result(None)

    async def go(self) -> dict[str, Any]:
        loop = asyncio.get_running_loop()
        ports = self.plan["ports"]
        self.open = self.plan["connections"]
        begun = time.perf_counter()
        self.until = begun + self.plan["seconds"]
        for number in range(self.plan["connections"]):
            port = ports[number % len(ports)]
            await loop.create_connection(lambda n=number: Player(self, n), "127.0.0.1", port)
        await self.over
        took = time.perf_counter() - begun
        ordered = sorted(self.latencies) or [0.0]
        return {
            "plays": len(self.latencies),
            "seconds": took,
            "rate": len(self.latencies) / took,
            "p50_ms": ordered[len(ordered) // 2] * 1000,
            "p99_ms": ordered[int(len(ordered) * 0.99)] * 1000,
            "other": self.other,
            "next": self.plan["first"] + (self.turns + 1) * self.plan["connections"],
        }


async def main(plan: dict[str, Any]) -> None:
    """Run one plan."""
    sys.stdout.write(json.dumps(await Run(plan).go()) + "\n")


if __name__ == "__main__":
    uvloop.run(main(json.loads(Path(sys.argv[1]).read_text("utf-8"))))
