"""The lounge as its own process, the plugin installed on a house, and a place to write plugins in."""

import json
import signal
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

import httpx

from largesse.kernel.actor import SYSTEM
from largesse.kernel.ids import new_id
from largesse.kernel.settings import CHECKOUT
from largesse.plugging.calls.invoke import Invoker
from largesse.plugging.calls.reply import Call, Reply
from largesse.plugging.installations.configure import ConfigurePlugin, configure_plugin
from largesse.plugging.installations.install import InstallPlugin, install_plugin
from largesse.plugging.installations.switch import EnablePlugin, enable_plugin
from largesse.plugging.installations.try_connection import TryConnection, try_connection
from largesse.plugging.packages.discover import read_package
from largesse.plugging.packages.scan import list_version
from largesse.store.work import Work
from tests.kit.ports import free_port
from tests.kit.waiting import eventually

LOUNGE = CHECKOUT / "plugins" / "lounge"


class Supplier:
    """A supplier's own program, running; the lounge's where no other plugin's folder is named."""

    def __init__(self, home: Path, folder: Path = LOUNGE) -> None:
        self.home, port = home, free_port()
        self.url = f"http://127.0.0.1:{port}"
        self._process = subprocess.Popen(
            [sys.executable, str(folder / "supplier"), "--home", str(home), "--port", str(port)]
        )
        self._client = httpx.Client(base_url=self.url, timeout=5, trust_env=False)
        eventually(self._answers)
        self.partner = json.loads((home / "partner.json").read_text())
        self._admin = {"authorization": f"Bearer {self.partner['admin_key']}"}

    def _answers(self) -> bool:
        assert self._process.poll() is None, "the supplier ended"
        try:
            return self._client.get("/healthz").status_code == 200
        except httpx.TransportError:
            return False

    def arm(self, **faults: int) -> None:
        """Let faults happen."""
        assert self._client.post("/admin/faults", json=faults, headers=self._admin).status_code == 200

    def orders(self) -> list[dict[str, Any]]:
        """Give the lounge's own books."""
        return self._client.get("/admin/orders", headers=self._admin).json()["items"]

    def act(self, order_no: str, act: str) -> dict[str, Any]:
        """Let its staff do something with an order, at the desk."""
        answer = self._client.post("/desk/acts", json={"order_no": order_no, "act": act})
        assert answer.status_code == 200, answer.text
        return answer.json()

    def let_in(self, code: str) -> dict[str, Any]:
        """Let a guest in at the desk."""
        return self._client.post("/desk/redeem", json={"code": code}).json()

    def close(self) -> None:
        """Stop the program."""
        self._client.close()
        if self._process.poll() is None:
            self._process.send_signal(signal.SIGTERM)
        self._process.wait(60)


@dataclass
class Plugged:
    """An installation and the way to it."""

    invoker: Invoker
    work: Work
    installation: UUID

    async def call(self, method: str, args: dict[str, Any] | None = None, **more: Any) -> Reply:
        """Call a method of the provider."""
        chosen = {"capability": "rights_provider.v1", "request_id": str(new_id()), **more}
        return await self.invoker.call(
            Call(installation=self.installation, method=method, args=args or {}, **chosen)
        )

    async def issue(self, key: str, order: str = "ord_1", **more: Any) -> Reply:
        """Order one visit under a key."""
        args = {"order_ref": order, "sku": "LOUNGE-1", "qty": 1}
        return await self.call("issue", args, request_id=key, **more)

    async def find(self, key: str) -> Reply:
        """Ask after the order of a key."""
        return await self.call("query", {"idem": key})

    def pid(self) -> int:
        """Give the process id of the running child."""
        child = self.invoker.children.running(self.installation)
        assert child is not None
        return child.pid


async def plugged_in(work: Work, invoker: Invoker, folder: Path, config: dict[str, Any]) -> Plugged:
    """Install, configure, test and enable the plugin of a folder, as an administrator does."""
    plugin = await list_version(work, read_package(folder))
    ask = InstallPlugin(key=str(new_id()), plugin=plugin)
    one = (await install_plugin(ask, actor=SYSTEM, work=work)).installation
    await configure_plugin(
        ConfigurePlugin(key=str(new_id()), installation=one, config=config), actor=SYSTEM, work=work
    )
    tried = await try_connection(
        TryConnection(key=str(new_id()), installation=one), actor=SYSTEM, work=work, invoker=invoker
    )
    assert tried.ok, tried
    await enable_plugin(EnablePlugin(key=str(new_id()), installation=one), actor=SYSTEM, work=work)
    return Plugged(invoker, work, one)


def lounge_config(supplier: Supplier) -> dict[str, Any]:
    """Give the configuration that fits a running lounge."""
    names = ("base_url", "partner", "api_key", "callback_secret")
    return {name: supplier.partner[name] for name in names}


TRIAL_FIELDS: dict[str, Any] = {"url": {"type": "string"}, "token": {"type": "string", "x-secret": True}}


@dataclass
class Workshop:
    """Writes small plugins to disk, good ones and hostile ones."""

    folder: Path

    def write(
        self,
        body: str,
        *,
        memory_mb: int = 64,
        egress: tuple[str, ...] = (),
        version: str = "1.0.0",
        fields: dict[str, Any] | None = None,
        required: tuple[str, ...] = (),
        emits: tuple[dict[str, Any], ...] = (),
    ) -> Path:
        """Write a plugin ``bank.trial`` whose module has this body and a class ``Trial``."""
        home = self.folder / f"p{new_id().hex}"
        package = home / "lp_bank_trial"
        package.mkdir(parents=True)
        plain = {
            "manifest": 1,
            "id": "bank.trial",
            "version": version,
            "sdk": ">=0.1",
            "tier": "subprocess",
            "capabilities": ["rights_provider.v1"],
            "title": {"zh-CN": "试", "en": "Trial"},
            "support": {"owner": "ops@bank.example"},
            "egress": list(egress),
            "emits": list(emits),
            "callbacks": ["/trial"],
            "resources": {"memory_mb": memory_mb, "concurrency": 8},
        }
        (home / "manifest.json").write_text(json.dumps(plain))
        schema = {
            "type": "object",
            "additionalProperties": fields is None,
            "required": list(required),
            "properties": fields or TRIAL_FIELDS,
        }
        (home / "config.schema.json").write_text(json.dumps(schema))
        (home / "pyproject.toml").write_text(
            f'[project]\nname = "trial"\nversion = "{version}"\n'
            '[project.entry-points."largesse.plugins"]\n"bank.trial" = "lp_bank_trial:Trial"\n'
        )
        (package / "__init__.py").write_text(_HEAD + body)
        return home


_HEAD = """
import asyncio, os, socket, sys, time
from largesse_sdk import *


class Fair(Lifecycle, RightsProviderV1):
    async def describe(self, ctx):
        return ProviderInfo(name={"en": "Trial"}, capabilities=("rights_provider.v1",))

    async def test_connection(self, ctx):
        return Probe(ok=True)

    async def catalogue_sync(self, ctx, query):
        return CataloguePage(items=())

    async def issue(self, ctx, request):
        return Fulfilment(outcome=Outcome.SUCCEEDED, provider_ref=ctx.idem)

    async def query(self, ctx, query):
        return Fulfilment(outcome=Outcome.SUCCEEDED, provider_ref=query.idem)

    async def cancel(self, ctx, request):
        return Cancellation(outcome=Outcome.SUCCEEDED)

    async def verify_callback(self, ctx, raw):
        raise AuthFailed("never")

    async def parse_callback(self, ctx, verified, raw):
        return ()


"""
