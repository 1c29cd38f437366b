"""What every plugin answers: what it is, whether its configuration works, how it is."""

# ruff: noqa: ARG002 - the defaults of the hooks take their arguments and use none

from collections.abc import Mapping
from dataclasses import field
from typing import Any

from largesse_sdk.context import Ctx
from largesse_sdk.contracts.capability import Capability
from largesse_sdk.errors import NotSupported
from largesse_sdk.values import FieldProblem, SubjectRef, Text, value


@value
class ProviderInfo:
    """Who the provider is and what the plugin offers of it."""

    name: Text
    capabilities: tuple[str, ...]
    notes: Text = field(default_factory=dict)
    answer_within_s: float = 10.0


@value
class Probe:
    """Outcome of a live test of the configuration."""

    ok: bool
    latency_ms: int = 0
    problems: tuple[FieldProblem, ...] = ()
    environment: str = "sandbox"


@value
class Health:
    """How the plugin is now."""

    ok: bool
    note: str = ""


@value
class SubjectData:
    """Everything that the provider holds about a person, as the person may read it."""

    records: tuple[dict[str, Any], ...] = ()


@value
class ErasureReceipt:
    """What was erased, and what the law makes the provider keep."""

    erased: int
    kept: tuple[str, ...] = ()


class Lifecycle(Capability):
    """Base of every plugin class."""

    capability = "lifecycle.v1"
    prefix = "plugin"
    required = frozenset({"describe", "test_connection"})

    async def describe(self, ctx: Ctx) -> ProviderInfo:
        """Say who the provider is."""
        raise NotSupported("describe")

    async def validate_config(self, ctx: Ctx, config: Mapping[str, Any]) -> tuple[FieldProblem, ...]:
        """Name what is wrong with a configuration beyond its schema, without calling anybody."""
        return ()

    async def test_connection(self, ctx: Ctx) -> Probe:
        """Try the configuration against the provider: good, bad credential and unreachable are told apart."""
        raise NotSupported("test_connection")

    async def health(self, ctx: Ctx) -> Health:
        """Say how the plugin is; the host asks now and then."""
        return Health(ok=True)

    async def migrate_config(
        self, ctx: Ctx, from_version: int, config: Mapping[str, Any]
    ) -> Mapping[str, Any]:
        """Carry a configuration of an older ``config_version`` over."""
        return config

    async def export_subject(self, ctx: Ctx, subject: SubjectRef) -> SubjectData:
        """Give what the provider holds about a person."""
        return SubjectData()

    async def erase_subject(self, ctx: Ctx, subject: SubjectRef) -> ErasureReceipt:
        """Have the provider erase a person."""
        return ErasureReceipt(erased=0)

    async def on_enable(self, ctx: Ctx) -> None:
        """Take note that the installation was enabled."""

    async def on_disable(self, ctx: Ctx) -> None:
        """Take note that the installation was disabled."""

    async def on_uninstall(self, ctx: Ctx) -> None:
        """Take note that the installation goes away."""
