"""The lounge's own program as the kit's bench. Partners do the same with their test supplier."""

import asyncio
import json
import socket
import subprocess
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import httpx
import pytest

from largesse_sdk import IssueRequest, RawRequest, StatementRef

HERE = Path(__file__).resolve().parents[1]


async def until(true: Callable[[], Awaitable[bool]], within_s: float = 30.0) -> None:
    """Look until something is true."""
    async with asyncio.timeout(within_s):
        while True:
            if await true():
                return
            await asyncio.sleep(0.02)


class Listener(ThreadingHTTPServer):
    """Takes the lounge's callbacks and keeps them as they came."""

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
        assert isinstance(self.server, Listener)
        body = self.rfile.read(int(self.headers["content-length"]))
        headers = {
            name.lower(): value for name, value in self.headers.items() if name.lower().startswith("x-")
        }
        self.server.kept.append(RawRequest(method="POST", path="/lounge", headers=headers, body=body))
        self.send_response(200)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Stay quiet."""


class LoungeBench:
    """The bench."""

    def __init__(self, home: Path, listener: Listener) -> None:
        self._listener = listener
        with socket.socket() as one:
            one.bind(("127.0.0.1", 0))
            port = one.getsockname()[1]
        command = [sys.executable, str(HERE / "supplier"), "--home", str(home), "--port", str(port)]
        self._process = subprocess.Popen(command)
        self._client = httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}", trust_env=False)
        self._home = home
        self.callback_url = f"{listener.url}/callbacks/kit"

    async def open(self) -> None:
        await until(self._answers)
        partner = json.loads((self._home / "partner.json").read_text())
        self.config: dict[str, Any] = {name: partner[name] for name in ("base_url", "partner")}
        self.secrets = {name: partner[name] for name in ("api_key", "callback_secret")}
        self._client.headers["authorization"] = f"Bearer {partner['admin_key']}"

    async def _answers(self) -> bool:
        try:
            return (await self._client.get("/healthz")).is_success
        except httpx.ConnectError:
            return False

    async def close(self) -> None:
        await self._client.aclose()
        self._process.terminate()
        self._process.wait(10)

    def order(self, order_ref: str) -> IssueRequest:
        return IssueRequest(order_ref=order_ref, sku="LOUNGE-1")

    def other_order(self, order_ref: str) -> IssueRequest:
        return IssueRequest(order_ref=order_ref, sku="LOUNGE-2")

    async def orders(self) -> int:
        return len(await self._orders())

    async def time_out_after_commit(self) -> None:
        await self.arm(time_out_after_commit=1)

    async def arm(self, **faults: int) -> None:
        await self._client.post("/admin/faults", json=faults)

    async def set_status(self, provider_ref: str, status: str) -> None:
        await self._client.post(f"/admin/orders/{provider_ref}/status", json={"status": status})

    async def callback(self, provider_ref: str) -> RawRequest:
        (order,) = [one for one in await self._orders() if one["order_no"] == provider_ref]
        before = len(self._listener.kept)
        await self._client.post("/desk/redeem", json={"code": order["code"]})
        await until(lambda: self._called(before))
        return self._listener.kept[-1]

    async def _called(self, before: int) -> bool:
        return len(self._listener.kept) > before

    async def statement(self) -> StatementRef:
        for number in range(2):
            order = {
                "sku": "LOUNGE-1",
                "partner_order": f"st-{number}",
                "notify_url": f"{self.callback_url}/lounge",
            }
            headers = {
                "authorization": f"Bearer {self.secrets['api_key']}",
                "idempotency-key": f"st-{number}",
            }
            made = await self._client.post("/v1/orders", json=order, headers=headers)
            await self._client.post("/desk/redeem", json={"code": made.json()["code"]})
        headers = {"authorization": f"Bearer {self.secrets['api_key']}"}
        days = (await self._client.get("/v1/statements", headers=headers)).json()["days"]
        return StatementRef(ref=days[-1], day_from=days[-1], day_to=days[-1])

    async def _orders(self) -> list[dict[str, Any]]:
        return (await self._client.get("/admin/orders")).json()["items"]


@pytest.fixture
async def bench(tmp_path) -> AsyncIterator[LoungeBench]:
    """A lounge of its own, which calls back to this test."""
    listener = Listener()
    one = LoungeBench(tmp_path / "supplier", listener)
    await one.open()
    yield one
    await one.close()
    listener.stop()
