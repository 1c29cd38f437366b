"""Load a statement from an uploaded file, or let a second person stand for a quarantined one."""

import asyncio
from dataclasses import dataclass
from uuid import UUID

import msgspec

from largesse.kernel.actor import Actor
from largesse.kernel.ask import Ask, asked
from largesse.kernel.errors import Malformed, Refusal
from largesse.kernel.reasons import characters
from largesse.settlement.ids import STATEMENT
from largesse.settlement.statements.actions import releasable
from largesse.settlement.statements.apart import read_apart, read_or_told
from largesse.settlement.statements.choose_profile import choose
from largesse.settlement.statements.controls import Totals
from largesse.settlement.statements.keep import (
    Incoming,
    Loaded,
    StatementMissing,
    foreign_currency,
    keep,
    load_lines,
    lock_file,
)
from largesse.settlement.statements.line import Line
from largesse.settlement.statements.profile import profile_of
from largesse.settlement.statements.provider import find_provider
from largesse.settlement.statements.records import SavedProfile, Statement, StatementId
from largesse.settlement.statements.saved_profiles import keep_generic
from largesse.store import blobs
from largesse.store.work import Work


@dataclass(frozen=True)
class OwnStatement(Refusal):
    """Who loaded a file cannot also stand for it."""

    code = "settlement.statement_own"


@dataclass(frozen=True)
class NotQuarantined(Refusal):
    """Only a quarantined file that has lines can be released."""

    code = "settlement.statement_not_quarantined"
    state: str


@dataclass(frozen=True)
class CurrencyUnknown(Refusal):
    """No person's word can load a line in a currency that the books do not have."""

    code = "settlement.statement_currency_unknown"
    currency: str


@dataclass(frozen=True, kw_only=True)
class LoadStatement(Ask):
    """A file that was uploaded, with the totals that came beside it, if any (count, minor units)."""

    provider: UUID
    blob: str
    file_name: str
    profile: UUID | None = None
    declared_count: int | None = None
    declared_gross_minor: int | None = None


@dataclass(frozen=True, kw_only=True)
class ReleaseStatement(Ask):
    """Load a quarantined file all the same, and why."""

    statement: StatementId = asked("The statement, stm_….", id=STATEMENT)
    reason: str = asked("Why, 4 to 500 characters.")


async def load_statement(ask: LoadStatement, *, actor: Actor, work: Work) -> Loaded:
    """Read an uploaded file and load or quarantine it.

    Raises:
        ProviderMissing: ``settlement.provider_missing``.
        ProfileMissing: ``settlement.profile_missing``.
        StatementRepeated: ``settlement.statement_repeated``.
        ReadingBusy: ``store.reading_busy``.
    """
    actor.must("settlement.load_statement")
    async with work.read() as before:
        provider = await find_provider(before, ask.provider, actor)
        chosen = await choose(before, ask.profile, provider, actor)
    declared = Totals(ask.declared_count, ask.declared_gross_minor)
    data = await asyncio.to_thread(blobs.get, ask.blob)
    stated = declared if declared != Totals() else None
    reading = await read_or_told(data, chosen.profile, stated, work.house)
    async with work.begin(ask, actor, use="settlement.load_statement", answer=Loaded) as tx:
        if tx.earlier:
            return tx.earlier
        incoming = Incoming(
            provider=ask.provider,
            org_unit=provider.org_unit,
            reading=reading,
            file_name=ask.file_name,
            source="upload",
            profile=chosen.id or await keep_generic(tx),
        )
        return await tx.done(await keep(tx, incoming))


async def release_statement(ask: ReleaseStatement, *, actor: Actor, work: Work) -> Loaded:
    """Load a quarantined file on a second person's word.

    Raises:
        StatementMissing: ``settlement.statement_missing``.
        OwnStatement: ``settlement.statement_own``.
        NotQuarantined: ``settlement.statement_not_quarantined``.
        StatementRepeated: ``settlement.statement_repeated``.
        CurrencyUnknown: ``settlement.statement_currency_unknown``.
        ReadingStopped, ReadingBusy: ``store.reading_…``.
    """
    actor.must("settlement.release_statement")
    if not 4 <= len(ask.reason.strip()) <= 500:
        raise Malformed(characters(4, 500), "reason")
    lines = await _lines_again(ask.statement, actor, work)
    async with work.begin(ask, actor, use="settlement.release_statement", answer=Loaded) as tx:
        if tx.earlier:
            return tx.earlier
        row = await Statement.filter(id=ask.statement).using_db(tx.conn).select_for_update().first()
        if row is None:
            raise StatementMissing(ask.statement)
        actor.reach(row.org_unit, StatementMissing(ask.statement))
        if row.loaded_by == actor.id:
            raise OwnStatement
        if not lines or not releasable(row.state, row.line_count, row.profile, row.kept_lines):
            raise NotQuarantined(row.state)
        foreign = await foreign_currency(tx, lines)
        if foreign:
            raise CurrencyUnknown(foreign)
        await lock_file(tx, row.provider, row.file_sha)
        released = Statement.filter(id=row.id).using_db(tx.conn)
        await released.update(state="loaded", released_by=actor.id, release_reason=ask.reason.strip())
        overlap = await load_lines(tx, row.id, row.provider, lines)
        tx.emit("settlement.statement_loaded.v1", str(row.id), {"statement": str(row.id)})
        facts = {"reason": ask.reason}
        tx.audit("settlement.statement_released", str(row.id), facts, org_unit=row.org_unit)
        return await tx.done(Loaded(row.id, "loaded", (), len(lines), overlap))


async def _lines_again(statement: StatementId, actor: Actor, work: Work) -> tuple[Line, ...]:
    """Give a quarantined file's lines before anything is locked; none where nothing is to be released.

    An upload is read again by its mapping; what a plugin read was kept, as no other reads it.
    """
    async with work.read() as before:
        row = await Statement.get_or_none(id=statement, using_db=before.conn)
        if row is None or not actor.reaches(row.org_unit):
            return ()
        if not releasable(row.state, row.line_count, row.profile, row.kept_lines):
            return ()
        saved = await SavedProfile.get_or_none(id=row.profile, using_db=before.conn)
    if row.kept_lines is not None:
        return msgspec.json.decode(await asyncio.to_thread(blobs.get, row.kept_lines), type=tuple[Line, ...])
    if saved is None:
        return ()
    data = await asyncio.to_thread(blobs.get, row.file_sha)
    return (await read_apart(data, profile_of(saved.body), None, work.house)).lines
