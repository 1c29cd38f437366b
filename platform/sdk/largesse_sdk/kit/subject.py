"""A plugin under test: called through its registry, as the child calls it."""

import uuid
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from largesse_sdk.context import Ctx
from largesse_sdk.contracts.capability import Capability
from largesse_sdk.contracts.registry import Registry
from largesse_sdk.errors import OutcomeUnknown, PluginError
from largesse_sdk.kit.bench import Bench
from largesse_sdk.kit.local import LocalHost
from largesse_sdk.package.manifest import Manifest
from largesse_sdk.values import Outcome
from largesse_sdk.wire import plain


@dataclass
class Subject:
    """Plugin and bench together. ``deadline_s`` bounds each call."""

    plugin: Capability
    manifest: Manifest
    bench: Bench
    deadline_s: float = 3.0

    @cached_property
    def host(self) -> LocalHost:
        """The host that the plugin is given."""
        return LocalHost(
            self.bench.config, self.bench.secrets, self.manifest.egress, emits=self.manifest.emits
        )

    async def call(
        self, method: str, args: Any = None, *, idem: str = "", host: LocalHost | None = None
    ) -> Any:
        """Call ``<capability>.<method>`` with JSON or values of the SDK."""
        ctx = Ctx(
            installation="kit",
            env="sandbox",
            deadline_s=self.deadline_s,
            idem=idem or uuid.uuid4().hex,
            trace="",
            locale="zh-CN",
            callback_url=self.bench.callback_url,
            config=self.bench.config,
            host=host or self.host,
        )
        return await Registry(self.plugin).find(method).run(ctx, plain(args))

    async def outcome(self, method: str, args: Any = None, *, idem: str = "") -> Outcome:
        """Call and read the outcome as the host does: a refusal is FAILED, any other exception UNKNOWN."""
        try:
            answer = await self.call(method, args, idem=idem)
        except OutcomeUnknown:
            return Outcome.UNKNOWN
        except PluginError:
            return Outcome.FAILED
        except Exception:  # noqa: BLE001 - exactly what the host makes of a plugin's bug
            return Outcome.UNKNOWN
        found: Outcome = answer.outcome
        return found
