"""Fetch a statement through the provider's plugin: outside any transaction, then kept like an upload."""

import asyncio
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from largesse.kernel.actor import Actor
from largesse.kernel.ask import Ask, asked
from largesse.kernel.errors import Refusal
from largesse.plugging.calls.invoke import INVOKER
from largesse.rights.catalogue.supply import PROVIDER
from largesse.settlement.statements.keep import Incoming, Loaded, keep
from largesse.settlement.statements.provider import find_provider
from largesse.settlement.statements.source import Source
from largesse.store import blobs
from largesse.store.work import Work


@dataclass(frozen=True)
class NoPlugin(Refusal):
    """The provider has no plugin that sends statements; upload a file instead."""

    code = "settlement.provider_without_plugin"


@dataclass(frozen=True, kw_only=True)
class FetchStatement(Ask):
    """One provider's statement of one of its days."""

    provider: UUID = asked("The provider, prv_….", id=PROVIDER)
    day: date = asked("The provider's day.")


async def fetch_statement(ask: FetchStatement, *, actor: Actor, work: Work) -> Loaded:
    """Fetch, read and keep a statement.

    Raises:
        NoPlugin: ``settlement.provider_without_plugin``.
        NotReady: ``settlement.statement_not_ready``.
        SourceFailed: ``settlement.source_failed``.
        StatementRepeated: ``settlement.statement_repeated``.
    """
    actor.must("settlement.load_statement")
    async with work.read() as before:
        provider = await find_provider(before, ask.provider, actor)
    if provider.installation is None:
        raise NoPlugin
    invoker = work.house.needed(INVOKER)
    source = Source(invoker, provider.installation, f"statement:{ask.provider}:{ask.day}")
    fetched = await source.statement(ask.day)
    await asyncio.to_thread(blobs.put, fetched.data)
    async with work.begin(ask, actor, use="settlement.fetch_statement", answer=Loaded) as tx:
        if tx.earlier:
            return tx.earlier
        incoming = Incoming(
            provider=ask.provider,
            org_unit=provider.org_unit,
            reading=fetched.reading,
            file_name=f"{fetched.ref}-{ask.day}",
            source="plugin",
            profile=None,
            source_ref=fetched.ref,
        )
        return await tx.done(await keep(tx, incoming))
