"""Give a source a key, renew it beside the old one, stop it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from largesse.kernel.actor import Actor
from largesse.kernel.ask import Ask, asked
from largesse.kernel.ids import new_id
from largesse.play.sources.keep import locked_own_source, locked_source
from largesse.play.sources.records import Source, SourceId, SourceKey, SourceKeyId
from largesse.play.sources.source import (
    KEYS_MAX,
    SourceKeyEnded,
    SourceKeyMissing,
    SourceKeysMax,
    SourceMissing,
    overlap,
    standing,
)
from largesse.rights.reason import reason_of
from largesse.store.work import Tx, Work


@dataclass(frozen=True, kw_only=True)
class GiveSourceKey(Ask):
    """A key for a source."""

    source: SourceId = asked("The source, evs_….", id="evs")


@dataclass(frozen=True, kw_only=True)
class RenewSourceKey(Ask):
    """A new key in the place of one."""

    source_key: SourceKeyId = asked("The key, evk_….", id="evk")
    overlap_hours: int = asked("For how many hours the old one still signs, 0 to 168; 0: it ends now.")


@dataclass(frozen=True, kw_only=True)
class StopSourceKey(Ask):
    """The end of a key that nothing follows."""

    source_key: SourceKeyId = asked("The key, evk_….", id="evk")
    reason: str = asked("Why, 1 to 500 characters; kept in the audit.")


@dataclass(frozen=True)
class SourceKeyGiven:
    """Which key was given; what it says is not here, so that no receipt keeps it."""

    source_key: SourceKeyId


@dataclass(frozen=True)
class SourceKeyStopped:
    """Which key signs nothing any more."""

    source_key: SourceKeyId


async def give_source_key(ask: GiveSourceKey, *, actor: Actor, work: Work) -> SourceKeyGiven:
    """Give a source a key; whoever asks is shown it once.

    Raises:
        SourceMissing: ``play.source_missing``.
        SourceOfPlugin: ``play.source_of_plugin``.
        SourceStopped: ``play.source_stopped``.
        SourceKeysMax: ``play.source_keys_max``.
    """
    actor.must("play.keep_sources")
    async with work.begin(ask, actor, use="play.give_source_key", answer=SourceKeyGiven) as tx:
        if tx.earlier:
            return tx.earlier
        source = await locked_own_source(tx, ask.source, actor)
        made = await _make(tx, source)
        tx.audit("play.source_key_given", str(made), {"source": source.name}, org_unit=source.org_unit)
        return await tx.done(SourceKeyGiven(made))


async def renew_source_key(ask: RenewSourceKey, *, actor: Actor, work: Work) -> SourceKeyGiven:
    """Give a new key; the old one ends now or after the overlap.

    Raises:
        SourceKeyMissing: ``play.source_key_missing``.
        SourceKeyEnded: ``play.source_key_ended``.
        SourceKeysMax: ``play.source_keys_max``.
        Malformed: ``kernel.malformed`` at ``overlap_hours``.
    """
    actor.must("play.keep_sources")
    beside = overlap(ask.overlap_hours)
    async with work.begin(ask, actor, use="play.renew_source_key", answer=SourceKeyGiven) as tx:
        if tx.earlier:
            return tx.earlier
        source, old = await _locked(tx, ask.source_key, actor)
        if old.ends_at is not None:
            raise SourceKeyEnded
        await _end(tx, old, tx.now + beside)
        made = await _make(tx, source, renews=old.id)
        facts = {"source": source.name, "old": old.id, "ends": old.ends_at}
        tx.audit("play.source_key_renewed", str(made), facts, org_unit=source.org_unit)
        return await tx.done(SourceKeyGiven(made))


async def stop_source_key(ask: StopSourceKey, *, actor: Actor, work: Work) -> SourceKeyStopped:
    """Stop a key: from this commit on what it signed is refused.

    Raises:
        SourceKeyMissing: ``play.source_key_missing``.
        SourceKeyEnded: ``play.source_key_ended``.
        Malformed: ``kernel.malformed`` at ``reason``.
    """
    actor.must("play.keep_sources")
    reason = reason_of(ask.reason)
    async with work.begin(ask, actor, use="play.stop_source_key", answer=SourceKeyStopped) as tx:
        if tx.earlier:
            return tx.earlier
        source, key = await _locked(tx, ask.source_key, actor)
        if standing(key.ends_at, key.reason, tx.now) not in {"active", "ending"}:
            raise SourceKeyEnded
        await _end(tx, key, tx.now, reason)
        facts = {"source": source.name, "reason": reason}
        tx.audit("play.source_key_stopped", str(key.id), facts, org_unit=source.org_unit)
        return await tx.done(SourceKeyStopped(SourceKeyId(key.id)))


async def _locked(tx: Tx[Any], key: UUID, actor: Actor) -> tuple[Source, SourceKey]:
    """Lock a key's source, then read the key: every change of a key holds that lock."""
    missing = SourceKeyMissing(str(key))
    found = await SourceKey.get_or_none(id=key, using_db=tx.conn)
    if found is None:
        raise missing
    try:
        source = await locked_source(tx, found.source, actor)
    except SourceMissing as no:
        raise missing from no
    return source, await SourceKey.get(id=key, using_db=tx.conn)


async def _make(tx: Tx[Any], source: Source, *, renews: UUID | None = None) -> SourceKeyId:
    living = "select count(*) from play_source_key where source = $1 and (ends_at is null or ends_at > $2)"
    if int(await tx.value(living, source.id, tx.now)) >= KEYS_MAX:
        raise SourceKeysMax(KEYS_MAX)
    made = SourceKeyId(new_id())
    await SourceKey.create(
        using_db=tx.conn, id=made, source=source.id, renews=renews, made_by=tx.actor.id, made_at=tx.now
    )
    return made


async def _end(tx: Tx[Any], key: SourceKey, at: datetime, reason: str = "") -> None:
    key.ends_at, key.ended_by, key.reason = at, tx.actor.id, reason
    await key.save(using_db=tx.conn, update_fields=["ends_at", "ended_by", "reason"])
