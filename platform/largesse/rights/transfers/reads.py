"""Offers for screens: a client's own, and those of a client or a right within reach; names are masked."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from largesse.audience.clients.masking import mask_name
from largesse.audience.clients.reads import client_row, household_of, names_of
from largesse.rights.transfers.secret import hash_of
from largesse.store.work import Read

SHOWN_MAX = 100
_TRANSFERS = """
select t.id, t.entitlement, t.giver, t.receiver, t.code_sha256 is not null as by_link, t.words, t.state,
  t.offered_at, t.expires_at, t.ended_at, e.valid_to, e.org_unit, s.title
from rights_transfer t join rights_entitlement e on e.id = t.entitlement join rights_sku s on s.id = e.sku
where {which}
order by t.state = 'offered' desc, t.offered_at desc, t.id desc limit 100
"""
_OF_CLIENT = _TRANSFERS.format(which="t.giver = $1 or t.receiver = $1")
_OF_RIGHT = _TRANSFERS.format(which="t.entitlement = $1")
_BY_CODE = _TRANSFERS.format(which="t.code_sha256 = $1")


@dataclass(frozen=True)
class TransferRow:
    """One offer; the names of both sides are masked and added after reading."""

    id: UUID
    entitlement: UUID
    giver: UUID
    receiver: UUID | None
    by_link: bool
    words: str
    state: str
    offered_at: datetime
    expires_at: datetime
    ended_at: datetime | None
    valid_to: datetime
    org_unit: UUID
    title: dict[str, str]
    giver_name: str = ""
    receiver_name: str = ""


@dataclass(frozen=True)
class FamilyMember:
    """Somebody of one's own household, by a masked name."""

    id: UUID
    masked_name: str


async def transfers_of(read: Read, client: UUID) -> list[TransferRow]:
    """Read what a client offers and is offered, open ones first, at most 100."""
    return await _named(read, await read.all(TransferRow, _OF_CLIENT, client))


async def transfers_of_right(read: Read, entitlement: UUID) -> list[TransferRow]:
    """Read the offers of a right."""
    return await _named(read, await read.all(TransferRow, _OF_RIGHT, entitlement))


async def transfer_by_code(read: Read, code: str) -> TransferRow | None:
    """Find the offer that a link's code opens."""
    found = await _named(read, await read.all(TransferRow, _BY_CODE, hash_of(code)))
    return found[0] if found else None


async def family_of(read: Read, client: UUID) -> list[FamilyMember]:
    """Read the others of a client's household who may receive something."""
    me = await client_row(read, client)
    if me is None or me.household is None:
        return []
    others = await household_of(read, me.household)
    return [
        FamilyMember(one.id, mask_name(one.name))
        for one in others
        if one.id != client and not one.blocked and not one.is_staff
    ]


async def _named(read: Read, rows: Sequence[TransferRow]) -> list[TransferRow]:
    ids = {one.giver for one in rows} | {one.receiver for one in rows if one.receiver}
    names = await names_of(read, list(ids)) if ids else {}
    return [
        replace(
            one,
            giver_name=names.get(one.giver, ""),
            receiver_name=names.get(one.receiver, "") if one.receiver else "",
        )
        for one in rows
    ]
