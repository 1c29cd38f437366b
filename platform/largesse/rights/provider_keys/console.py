"""Keys of providers on the console face; one that was just given is shown there, and nowhere else."""

from datetime import datetime
from typing import Self, cast

import strawberry

from largesse.faces.context import Info
from largesse.faces.extending import extends
from largesse.faces.mutations import mutation
from largesse.faces.scalars import named
from largesse.kernel.clock import now
from largesse.kernel.copy import said
from largesse.kernel.ids import text_id
from largesse.rights.catalogue.views import RightProvider
from largesse.rights.provider_keys.actions import actions
from largesse.rights.provider_keys.end import KeyStopped, renew_provider_key, stop_provider_key
from largesse.rights.provider_keys.give import KeyGiven, give_provider_key
from largesse.rights.provider_keys.provider_key import PROVIDER_KEY
from largesse.rights.provider_keys.reads import KeyRow, keys_of
from largesse.rights.provider_keys.secret import handed


@strawberry.type(name="ProviderKey", description="A key that a provider was given; what it says is not kept.")
class ProviderKeyType:
    """One key."""

    row: strawberry.Private[KeyRow]
    at: strawberry.Private[datetime]
    id: str = named("Id, pky_….")
    kind: str = named("counter: a link for people; system: a key for the provider's own system.")
    name: str = named("For whom it is, for example the outlet.")
    place_name: str = named("The place where it is used; empty: it is limited to none.")
    state: str = named("active, ending (another took its place), ended or stopped.")
    made_at: datetime = named("When it was given.")
    maker_name: str = named("Who gave it; empty: the house itself.")
    used_at: datetime | None = named("When it opened something last, to the minute; null: never.")
    ends_at: datetime | None = named("From when it opens nothing; null: no end is known.")
    ender_name: str = named("Who ended it; empty: nobody.")
    reason: str = named("Why it was stopped; empty: it was not.")

    @classmethod
    def of(cls, row: KeyRow, at: datetime, locale: str) -> Self:
        return cls(
            row=row,
            at=at,
            id=text_id(PROVIDER_KEY, row.id),
            kind=row.kind,
            name=row.name,
            place_name=said(row.place_name, locale),
            state=row.standing(at),
            made_at=row.made_at,
            maker_name=row.maker,
            used_at=row.used_at,
            ends_at=row.ends_at,
            ender_name=row.ender,
            reason=row.reason,
        )

    @strawberry.field(description="What the reader may do with it now.")
    def actions(self, info: Info) -> list[str]:
        """Name the acts that neither standing, office nor reach forbids."""
        return list(actions(info.context.who(), self.row, self.at))


@strawberry.type(description="A key was given; this answer alone says what it is.")
class ProviderKeyGiven:
    """The new key."""

    id: str = named("Its id, pky_….")
    kind: str = named("counter or system.")
    secret: str = named("The link, or the bearer key: to be handed over now, for it is shown only here.")

    @classmethod
    def of(cls, given: KeyGiven) -> Self:
        return cls(
            id=text_id(PROVIDER_KEY, given.provider_key),
            kind=given.kind,
            secret=handed(given.slug, given.kind, given.provider_key),
        )


@strawberry.type(description="A key opens nothing any more.")
class ProviderKeyStopped:
    """The stopped key."""

    id: str = named("Its id, pky_….")

    @classmethod
    def of(cls, stopped: KeyStopped) -> Self:
        return cls(id=text_id(PROVIDER_KEY, stopped.provider_key))


@extends(RightProvider)
@strawberry.type
class KeysOfProvider:
    """The keys of a provider; ``self`` is the provider when the face is assembled."""

    @strawberry.field(description="The keys that it was given, living ones first, at most 200.")
    async def keys(self, info: Info) -> list[ProviderKeyType]:
        """Read them."""
        provider, at = cast("RightProvider", self).row.id, now()
        async with info.context.work.read() as read:
            return [ProviderKeyType.of(row, at, info.context.locale) for row in await keys_of(read, provider)]


@strawberry.type
class ProviderKeyMutation:
    """What opens a provider's doors and closes them."""

    give_provider_key = mutation(
        give_provider_key,
        "Give a provider a link for a counter, or a key for its own system; shown once.",
        shows=ProviderKeyGiven.of,
    )
    renew_provider_key = mutation(
        renew_provider_key,
        "Give a new key in the place of one, which ends now or after an overlap.",
        shows=ProviderKeyGiven.of,
    )
    stop_provider_key = mutation(
        stop_provider_key, "Stop a key: it opens nothing any more.", shows=ProviderKeyStopped.of
    )
