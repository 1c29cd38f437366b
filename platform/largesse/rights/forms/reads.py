"""How a right's form stands, what was answered, and what its client can be spared to type again."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec

from largesse.audience.clients.identities import mobile_of
from largesse.audience.clients.records import Customer
from largesse.rights.forms.form import SENSITIVE, Asked, FormNeeded, Standing, Text, asked_of
from largesse.rights.forms.records import context_of
from largesse.store.sealing import open_sealed
from largesse.store.sql import statement
from largesse.store.work import Read

_STANDING = statement(__name__, "form_standing")
_EARLIER = """
select f.entitlement, f.sealed, b.personal_form as form
from rights_form f join rights_entitlement e on e.id = f.entitlement join rights_batch b on b.id = e.batch
where f.client = $1 and f.about = $2 order by f.given_at desc limit 5
"""

_OWN = """
select f.entitlement, f.keys, f.given_at, b.personal_form as form, s.title
from rights_form f join rights_entitlement e on e.id = f.entitlement
join rights_batch b on b.id = e.batch join rights_sku s on s.id = e.sku
where f.client = $1 order by f.given_at desc limit 50
"""


@dataclass(frozen=True)
class OwnForm:
    """Answers of a client that are held for a right."""

    entitlement: UUID
    keys: list[str]
    given_at: datetime
    form: dict[str, Any]
    title: Text


@dataclass(frozen=True)
class _Earlier:
    entitlement: UUID
    sealed: str
    form: dict[str, Any]


async def standing_of(read: Read, entitlement: UUID) -> Standing | None:
    """Read how a right's form stands; None: there is no such right."""
    return await read.one(Standing, _STANDING, entitlement)


async def expect_answered(read: Read, entitlement: UUID) -> None:
    """Refuse a right whose form is not answered for the person it is about.

    Raises:
        FormNeeded: ``rights.form_needed``.
    """
    one = await standing_of(read, entitlement)
    if one is not None and one.due:
        raise FormNeeded


def opened_answers(entitlement: UUID, sealed: str | None) -> dict[str, str]:
    """Open what was answered, by field; empty where nothing stands."""
    if not sealed:
        return {}
    return msgspec.json.decode(open_sealed(sealed, context_of(entitlement)), type=dict[str, str])


def own_answers(one: Standing) -> dict[str, str]:
    """Open the holder's own answers about the person that the form is about now."""
    return opened_answers(one.entitlement, one.sealed) if one.given else {}


async def known_of(read: Read, one: Standing, asked: list[Asked]) -> dict[str, str]:
    """Give what the client told before about the same person, by field, so that he need not type it again.

    What is sensitive is typed anew. His own name and number are known; another's are not told to him.
    """
    by_kind: dict[tuple[str, str], str] = {}
    for row in await read.all(_Earlier, _EARLIER, one.holder, one.about):
        told = opened_answers(row.entitlement, row.sealed)
        for field in asked_of(row.form):
            if field.key in told:
                by_kind.setdefault((field.type, field.key), told[field.key])
    mine = await _of_register(read, one.holder) if one.about == one.holder else {}
    found = {field.key: by_kind.get((field.type, field.key)) or mine.get(field.type, "") for field in asked}
    return {field.key: found[field.key] for field in asked if found[field.key] and field.klass != SENSITIVE}


async def _of_register(read: Read, client: UUID) -> Mapping[str, str]:
    customer = await Customer.get_or_none(id=client, using_db=read.conn)
    found = {"name": customer.name if customer else "", "mobile": await mobile_of(read, client) or ""}
    return {kind: value for kind, value in found.items() if value}


async def own_forms(read: Read, client: UUID) -> list[OwnForm]:
    """Read which rights a client's answers are held of, newest first, at most 50."""
    return await read.all(OwnForm, _OWN, client)
