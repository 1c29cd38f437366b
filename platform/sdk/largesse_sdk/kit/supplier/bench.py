"""A supplier's own program as the kit's bench: started, driven and listened to from the test."""

import asyncio
import json
import socket
import subprocess
import sys
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import httpx

from largesse_sdk.contracts.rights_types import AmendRequest, IssueRequest, SlotQuery
from largesse_sdk.contracts.settlement import StatementRef
from largesse_sdk.values import RawRequest

LOOK_EVERY_S = 0.02
_SECRETS = ("api_key", "callback_secret")


@dataclass(frozen=True)
class Wares:
    """What a bench orders: two SKUs, where and how an order is changed, and which act tells which event."""

    sku: str
    other_sku: str
    acts: dict[str, str]
    place: str = ""
    changes: dict[str, Any] = field(default_factory=dict)


class SupplierBench:
    """The bench of a program that is made with ``largesse_sdk.kit.supplier``; ``close`` ends it."""

    def __init__(self, program: Path, home: Path, wares: Wares) -> None:
        self._wares, self._home = wares, home
        self._listener = _Listener()
        with socket.socket() as one:
            one.bind(("127.0.0.1", 0))
            port = one.getsockname()[1]
        command = [sys.executable, str(program), "--home", str(home), "--port", str(port)]
        self._process = subprocess.Popen(command)  # noqa: S603 - the partner's own test supplier
        self._client = httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}", trust_env=False)
        self.callback_url = f"{self._listener.url}/callbacks/kit"
        self.config: dict[str, Any] = {}
        self.secrets: dict[str, str] = {}

    async def open(self) -> None:
        """Wait until it answers."""
        await until(self._answers)
        partner = json.loads((self._home / "partner.json").read_text())
        self.config = {name: partner[name] for name in ("base_url", "partner")}
        self.secrets = {name: partner[name] for name in _SECRETS}
        self._client.headers["authorization"] = f"Bearer {partner['admin_key']}"

    async def close(self) -> None:
        """End it."""
        await self._client.aclose()
        self._process.terminate()
        await asyncio.to_thread(self._process.wait, 10)
        self._listener.stop()

    def order(self, order_ref: str) -> IssueRequest:
        """Give an order that it accepts."""
        return IssueRequest(order_ref=order_ref, sku=self._wares.sku)

    def other_order(self, order_ref: str) -> IssueRequest:
        """Give an order that differs."""
        return IssueRequest(order_ref=order_ref, sku=self._wares.other_sku)

    def slot_query(self) -> SlotQuery:
        """Give a week of sessions."""
        today = datetime.now(UTC).date()
        return SlotQuery(
            sku=self._wares.sku,
            place=self._wares.place,
            day_from=today + timedelta(days=1),
            day_to=today + timedelta(days=7),
        )

    def amendment(self, provider_ref: str) -> AmendRequest:
        """Give a change of an order that it accepts."""
        return AmendRequest(provider_ref=provider_ref, **self._wares.changes)

    async def orders(self) -> int:
        """Count its books."""
        return len(await self.books())

    async def books(self) -> list[dict[str, Any]]:
        """Give its books."""
        found: list[dict[str, Any]] = (await self._client.get("/admin/orders")).json()["items"]
        return found

    async def arm(self, **faults: int) -> None:
        """Let faults happen."""
        (await self._client.post("/admin/faults", json=faults)).raise_for_status()

    async def time_out_after_commit(self) -> None:
        """Let the next order be kept, and its answer never come."""
        await self.arm(time_out_after_commit=1)

    async def set_status(self, provider_ref: str, status: str) -> None:
        """Give an order any status."""
        await self._client.post(f"/admin/orders/{provider_ref}/status", json={"status": status})

    async def callback(self, provider_ref: str) -> RawRequest:
        """Let it notify what its first act tells."""
        return await self.event(provider_ref, next(iter(self._wares.acts)))

    async def event(self, provider_ref: str, kind: str) -> RawRequest:
        """Let it notify an event of a kind; whatever has to happen before happens."""
        for one in self._wares.acts:
            raw = await self._acted(provider_ref, self._wares.acts[one])
            if one == kind:
                return raw
        raise AssertionError(f"no act tells {kind}")

    async def statement(self) -> StatementRef:
        """Name a statement with at least two lines."""
        for number in range(2):
            order = {
                "sku": self._wares.sku,
                "partner_order": f"st-{number}",
                "notify_url": f"{self.callback_url}/x",
            }
            headers = {**self._key(), "idempotency-key": f"st-{number}"}
            made = await self._client.post("/v1/orders", json=order, headers=headers)
            await self._act(made.json()["order_no"], next(iter(self._wares.acts.values())))
        days = (await self._client.get("/v1/statements", headers=self._key())).json()["days"]
        return StatementRef(ref=days[-1], day_from=days[-1], day_to=days[-1])

    async def _acted(self, provider_ref: str, act: str) -> RawRequest:
        before = len(self._listener.kept)
        await self._act(provider_ref, act)
        await until(lambda: self._called(before))
        return self._listener.kept[-1]

    async def _act(self, provider_ref: str, act: str) -> None:
        if act.startswith("/"):  # a trade's own door, which takes the client's code
            (code,) = [one["code"] for one in await self.books() if one["order_no"] == provider_ref]
            answer = await self._client.post(act, json={"code": code})
        else:
            answer = await self._client.post("/desk/acts", json={"order_no": provider_ref, "act": act})
        answer.raise_for_status()

    def _key(self) -> dict[str, str]:
        return {"authorization": f"Bearer {self.secrets['api_key']}"}

    async def _answers(self) -> bool:
        try:
            return (await self._client.get("/healthz")).is_success
        except httpx.ConnectError:
            return False

    async def _called(self, before: int) -> bool:
        return len(self._listener.kept) > before


async def until(true: Callable[[], Awaitable[bool]], within_s: float = 30.0) -> None:
    """Look until something is true."""
    async with asyncio.timeout(within_s):
        while True:
            if await true():
                return
            await asyncio.sleep(LOOK_EVERY_S)


class _Listener(ThreadingHTTPServer):
    """Takes the notices and keeps them as they came."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Take)
        self.kept: list[RawRequest] = []
        self._thread = Thread(target=self.serve_forever, args=(0.05,))
        self._thread.start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"

    def stop(self) -> None:
        self.shutdown()
        self.server_close()
        self._thread.join()


class _Take(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        assert isinstance(self.server, _Listener)
        body = self.rfile.read(int(self.headers["content-length"]))
        headers = {
            name.lower(): value for name, value in self.headers.items() if name.lower().startswith("x-")
        }
        path = f"/{self.path.rsplit('/', 1)[-1]}"
        self.server.kept.append(RawRequest(method="POST", path=path, headers=headers, body=body))
        self.send_response(200)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Stay quiet."""
