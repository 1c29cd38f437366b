"""Look for a text among all kinds of records, and name records by their ids."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass

from largesse.identity.finding.finds import FINDS, Find, Found
from largesse.kernel.actor import Actor
from largesse.kernel.errors import Malformed
from largesse.kernel.ids import parse_id
from largesse.kernel.reasons import at_most
from largesse.store.keyset import Page, Wish
from largesse.store.work import Read

EACH_MAX = 5
IDS_MAX = 100


@dataclass(frozen=True)
class FoundOfKind:
    """What was found of one kind; ``more``: there is more of it."""

    kind: str
    found: Sequence[Found]
    more: bool


async def find(read: Read, actor: Actor, text: str, locale: str) -> list[FoundOfKind]:
    """Look for a text, or for the record whose id it is; kinds without any are left out.

    Raises:
        NotAllowed: ``kernel.not_allowed``: the actor may read records of no kind.
    """
    listed = [one for one in read.house.all(FINDS) if one.listed]
    kinds = [one for one in listed if actor.may(one.operation)]
    if not kinds:
        actor.must(listed[0].operation)
    if not text.strip():
        return []
    told = [await _of_kind(read, actor, one, text.strip(), locale) for one in kinds]
    return [one for one in told if one.found]


async def named(read: Read, actor: Actor, of: Find, ids: Sequence[str], locale: str) -> list[Found]:
    """Name records within reach, closed ones too; the others are left out.

    Raises:
        Malformed: ``kernel.malformed`` at ``ids``.
    """
    if len(ids) > IDS_MAX:
        raise Malformed(at_most(IDS_MAX), "ids")
    among = tuple(parse_id(of.prefix, one, "ids") for one in ids)
    page = await of.rows(read, actor, Wish(Page(IDS_MAX, None, among)))
    return [of.shown(row, locale) for row in page.rows[:IDS_MAX]]


async def _of_kind(read: Read, actor: Actor, of: Find, text: str, locale: str) -> FoundOfKind:
    wish = Wish(Page(EACH_MAX, None), text)
    with suppress(Malformed):
        wish = Wish(Page(EACH_MAX, None, (parse_id(of.prefix, text),)))
    found = (await of.rows(read, actor, wish)).rows
    return FoundOfKind(of.kind, [of.shown(row, locale) for row in found[:EACH_MAX]], len(found) > EACH_MAX)
