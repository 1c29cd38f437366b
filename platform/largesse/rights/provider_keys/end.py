"""End a provider's key: renew it by another one, or stop it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from largesse.kernel.actor import Actor
from largesse.kernel.ask import Ask, asked
from largesse.rights.catalogue.providers import ProviderMissing, lock_provider
from largesse.rights.catalogue.records import Provider, ProviderId
from largesse.rights.provider_keys.give import KeyGiven, Named, make_key
from largesse.rights.provider_keys.provider_key import (
    OPENS,
    KeyEnded,
    KeyMissing,
    Kind,
    overlap,
    standing,
)
from largesse.rights.provider_keys.records import ProviderKey, ProviderKeyId
from largesse.rights.reason import reason_of
from largesse.store.work import Tx, Work


@dataclass(frozen=True, kw_only=True)
class RenewProviderKey(Ask):
    """A new key in the place of one."""

    provider_key: ProviderKeyId = asked("The key, pky_….", id="pky")
    overlap_hours: int = asked("For how many hours the old one still opens, 0 to 168; 0: it ends now.")


@dataclass(frozen=True, kw_only=True)
class StopProviderKey(Ask):
    """The end of a key that nothing follows."""

    provider_key: ProviderKeyId = asked("The key, pky_….", id="pky")
    reason: str = asked("Why, 1 to 500 characters; kept in the audit.")


@dataclass(frozen=True)
class KeyStopped:
    """Which key opens nothing any more."""

    provider_key: ProviderKeyId


async def renew_provider_key(ask: RenewProviderKey, *, actor: Actor, work: Work) -> KeyGiven:
    """Give a new key of the same kind and name; the old one ends now or after the overlap.

    Raises:
        KeyMissing: ``rights.provider_key_missing``.
        KeyEnded: ``rights.provider_key_ended``: also where it was renewed already.
        KeysTooMany: ``rights.provider_keys_too_many``.
        Malformed: ``kernel.malformed`` at ``overlap_hours``.
    """
    actor.must("rights.give_key")
    beside = overlap(ask.overlap_hours)
    async with work.begin(ask, actor, use="rights.renew_provider_key", answer=KeyGiven) as tx:
        if tx.earlier:
            return tx.earlier
        provider, old = await _locked(tx, ask.provider_key, actor)
        if old.ends_at is not None:
            raise KeyEnded
        await _end(tx, old, tx.now + beside)
        kind = Kind(old.kind)
        made = await make_key(tx, provider, Named(kind, old.name, old.place), renews=old.id)
        facts = {
            "provider": provider.slug,
            "kind": kind,
            "name": old.name,
            "old": old.id,
            "ends": old.ends_at,
        }
        tx.audit("rights.provider_key_renewed", str(made), facts, org_unit=provider.org_unit)
        return await tx.done(KeyGiven(made, provider.slug, kind))


async def stop_provider_key(ask: StopProviderKey, *, actor: Actor, work: Work) -> KeyStopped:
    """Stop a key: from this commit on it opens nothing, also where a page of it is open.

    Raises:
        KeyMissing: ``rights.provider_key_missing``.
        KeyEnded: ``rights.provider_key_ended``.
        Malformed: ``kernel.malformed`` at ``reason``.
    """
    actor.must("rights.stop_key")
    reason = reason_of(ask.reason)
    async with work.begin(ask, actor, use="rights.stop_provider_key", answer=KeyStopped) as tx:
        if tx.earlier:
            return tx.earlier
        provider, key = await _locked(tx, ask.provider_key, actor)
        if standing(key.ends_at, key.reason, tx.now) not in OPENS:
            raise KeyEnded
        await _end(tx, key, tx.now, reason)
        facts = {"provider": provider.slug, "kind": key.kind, "name": key.name, "reason": reason}
        tx.audit("rights.provider_key_stopped", str(key.id), facts, org_unit=provider.org_unit)
        return await tx.done(KeyStopped(ProviderKeyId(key.id)))


async def _locked(tx: Tx[Any], key: UUID, actor: Actor) -> tuple[Provider, ProviderKey]:
    """Lock a key's provider, then read the key: every change of a key holds that lock."""
    missing = KeyMissing(str(key))
    found = await ProviderKey.get_or_none(id=key, using_db=tx.conn)
    if found is None:
        raise missing
    try:
        provider = await lock_provider(tx, ProviderId(found.provider), actor)
    except ProviderMissing as no:
        raise missing from no
    return provider, await ProviderKey.get(id=key, using_db=tx.conn)


async def _end(tx: Tx[Any], key: ProviderKey, at: datetime, reason: str = "") -> None:
    key.ends_at, key.ended_by, key.reason = at, tx.actor.id, reason
    await key.save(using_db=tx.conn, update_fields=["ends_at", "ended_by", "reason"])
