"""Give a provider a key: a link for a counter, or a bearer key for its own system."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from largesse.kernel.actor import Actor
from largesse.kernel.ask import Ask, asked
from largesse.kernel.ids import new_id
from largesse.rights.catalogue.providers import lock_provider
from largesse.rights.catalogue.records import Provider, ProviderId
from largesse.rights.places.keep import lock_place
from largesse.rights.places.place import PlaceMissing
from largesse.rights.places.records import PlaceId
from largesse.rights.provider_keys.provider_key import LIVE_MAX, KeysTooMany, Kind, key_name
from largesse.rights.provider_keys.records import ProviderKey, ProviderKeyId
from largesse.rights.provider_keys.secret import hash_of, secret_of
from largesse.store.work import Tx, Work


@dataclass(frozen=True, kw_only=True)
class GiveProviderKey(Ask):
    """A key for a provider."""

    provider: ProviderId = asked("The provider, prv_….", id="prv")
    kind: Kind = asked("A link for people at a counter, or a key for the provider's own system.")
    name: str = asked("For whom it is, for example the outlet; 1 to 60 characters.")
    place: PlaceId | None = asked(
        "The place where the counter stands, plc_…; without one it is limited to none.",
        id="plc",
        default=None,
    )


@dataclass(frozen=True)
class KeyGiven:
    """Which key was given; what it says is not here, so that no receipt keeps it."""

    provider_key: ProviderKeyId
    slug: str
    kind: Kind


@dataclass(frozen=True)
class Named:
    """What a key is for: its kind, for whom, and the place where it is used."""

    kind: Kind
    name: str
    place: UUID | None


async def give_provider_key(ask: GiveProviderKey, *, actor: Actor, work: Work) -> KeyGiven:
    """Give a key; whoever asks is shown it once.

    Raises:
        ProviderMissing: ``rights.provider_missing``.
        KeysTooMany: ``rights.provider_keys_too_many``.
        PlaceMissing: ``rights.place_missing``.
        Malformed: ``kernel.malformed`` at ``name``.
    """
    actor.must("rights.give_key")
    name = key_name(ask.name)
    async with work.begin(ask, actor, use="rights.give_provider_key", answer=KeyGiven) as tx:
        if tx.earlier:
            return tx.earlier
        provider = await lock_provider(tx, ask.provider, actor)
        if ask.place:
            await expect_place(tx, ask.place, actor)
        made = await make_key(tx, provider, Named(ask.kind, name, ask.place))
        facts = {"provider": provider.slug, "kind": ask.kind, "name": name, "place": ask.place}
        tx.audit("rights.provider_key_given", str(made), facts, org_unit=provider.org_unit)
        return await tx.done(KeyGiven(made, provider.slug, ask.kind))


async def expect_place(tx: Tx[Any], place: UUID, actor: Actor) -> None:
    """Refuse a place that is not there, not within reach, or closed.

    Raises:
        PlaceMissing: ``rights.place_missing``.
    """
    if (await lock_place(tx, place, actor)).state != "active":
        raise PlaceMissing(place)


async def make_key(
    tx: Tx[Any], provider: Provider, named: Named, *, renews: UUID | None = None
) -> ProviderKeyId:
    """Write a new key of a provider whose row is locked.

    Raises:
        KeysTooMany: ``rights.provider_keys_too_many``.
    """
    if await _living(tx, provider.id, tx.now) >= LIVE_MAX:
        raise KeysTooMany(LIVE_MAX)
    made = ProviderKeyId(new_id())
    await ProviderKey.create(
        using_db=tx.conn,
        id=made,
        provider=provider.id,
        kind=named.kind,
        name=named.name,
        place=named.place,
        key_sha256=hash_of(secret_of(made, named.kind)),
        renews=renews,
        made_by=tx.actor.id,
        made_at=tx.now,
    )
    return made


async def _living(tx: Tx[Any], provider: UUID, now: datetime) -> int:
    sql = "select count(*) from rights_provider_key where provider = $1 and (ends_at is null or ends_at > $2)"
    return int(await tx.value(sql, provider, now))
