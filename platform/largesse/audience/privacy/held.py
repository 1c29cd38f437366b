"""What the house holds of a client and gives to others; rooms above tell theirs by ports.

Words       *held* a kind of what is kept, with its value as the client may see it over a shoulder;
            *given* to whom something of the client went; *owed* what still stands open with him
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from largesse.audience.clients.masking import FieldClass, mask_day, mask_name
from largesse.audience.clients.reads import ClientRow
from largesse.kernel.copy import in_locale, text
from largesse.store.house import Port
from largesse.store.work import Read, Tx

Group = Literal["identity", "profile", "rights", "activities"]


@dataclass(frozen=True)
class Held:
    """One kind, named by ``audience.held.<key>`` of the copy, or by ``name`` where it has one of its own;
    ``klass`` is its class of JR/T 0171.
    """

    key: str
    group: Group
    value: str
    klass: FieldClass = "C2"
    name: dict[str, str] | None = None


@dataclass(frozen=True)
class Given:
    """A provider who was told something of the client, in whose name, what (copy key) and when last;
    ``fields``: which, by their names.
    """

    name: dict[str, str]
    what: str
    times: int
    last_at: datetime
    fields: dict[str, str] | None = None


@dataclass(frozen=True)
class Agreed:
    """What a client agreed to, or withdrew, in another room: what it was, and the words beside it."""

    name: dict[str, str]
    agreed: bool
    words: str
    at: datetime


@dataclass(frozen=True)
class Kept:
    """What one room tells of a client.

    ``owed``: how many things are still open with him. ``copied``: what his copy holds besides, by name, in a
    language. ``forget``: take away what of it goes with him when he is erased.
    """

    held: Callable[[Read, UUID], Awaitable[list[Held]]]
    given: Callable[[Read, UUID], Awaitable[list[Given]]] | None = None
    owed: Callable[[Read, UUID], Awaitable[int]] | None = None
    agreed: Callable[[Read, UUID], Awaitable[list[Agreed]]] | None = None
    copied: Callable[[Read, UUID, str], Awaitable[dict[str, Any]]] | None = None
    forget: Callable[[Tx[Any], UUID], Awaitable[None]] | None = None


KEPT: Port[Kept] = Port("audience.kept")


def own_held(row: ClientRow, locale: str) -> list[Held]:
    """Tell what this room holds, personal values masked; what is empty is left out."""
    stage = text(f"audience.lifecycle.{row.lifecycle}", locale) if row.lifecycle else ""
    tags = text("audience.held.and", locale).join(row.tags)
    found = [
        Held("name", "identity", mask_name(row.name)),
        Held("number", "identity", row.ext_id),
        Held("mobile", "identity", row.mobile_hint),
        Held("birth", "identity", mask_day(row.birth_date) if row.birth_date else ""),
        Held("adviser", "identity", in_locale(row.adviser_name, row.adviser_name_en, locale), "C1"),
        Held("tier", "profile", in_locale(row.tier_zh, row.tier_en, locale), "C1"),
        Held("class", "profile", row.clazz, "C1"),
        Held("grade", "profile", row.grade, "C1"),
        Held("lifecycle", "profile", stage, "C1"),
        Held("band", "profile", row.wealth_band),
        Held("city", "profile", row.city),
        Held("tags", "profile", tags, "C1"),
    ]
    return [one for one in found if one.value]


async def held_of(read: Read, row: ClientRow, locale: str) -> list[Held]:
    """Tell all that is held, this room's first."""
    more = [one for kept in read.house.all(KEPT) for one in await kept.held(read, row.id)]
    return own_held(row, locale) + more


async def given_of(read: Read, client: UUID) -> list[Given]:
    """Tell to whom something of the client went, latest first."""
    kept = [one.given for one in read.house.all(KEPT) if one.given is not None]
    found = [one for given in kept for one in await given(read, client)]
    return sorted(found, key=lambda one: one.last_at, reverse=True)


async def agreed_of(read: Read, client: UUID) -> list[Agreed]:
    """Tell what the client agreed to or withdrew in other rooms, latest first."""
    kept = [one.agreed for one in read.house.all(KEPT) if one.agreed is not None]
    found = [one for agreed in kept for one in await agreed(read, client)]
    return sorted(found, key=lambda one: one.at, reverse=True)


async def owed_to(read: Read, client: UUID) -> int:
    """Count what is still open with the client."""
    return sum([await one.owed(read, client) for one in read.house.all(KEPT) if one.owed is not None])


async def copied_of(read: Read, client: UUID, locale: str) -> dict[str, Any]:
    """Give what the client's copy holds besides, by name."""
    kept = [one.copied for one in read.house.all(KEPT) if one.copied is not None]
    return {name: rows for copied in kept for name, rows in (await copied(read, client, locale)).items()}


async def forget_kept(tx: Tx[Any], client: UUID) -> None:
    """Take away what of every room goes with the client."""
    for one in tx.house.all(KEPT):
        if one.forget is not None:
            await one.forget(tx, client)
