"""An adviser's own link to an activity, and what a phone remembers of the links it came by.

Words       *code* what stands in a link; *mark* by whose link a phone came to which activity
Invariant   the same adviser and activity always have the same code; asking for it writes nothing; nobody
            without the house's key can tell whose a code or a mark is, or make one. A mark gives no right;
            the first link to an activity holds
"""

import hmac
from dataclasses import dataclass
from functools import lru_cache
from uuid import UUID

from largesse.identity.staff.reads import active_advisers
from largesse.kernel.actor import Actor
from largesse.kernel.errors import Broken
from largesse.kernel.settings import settings
from largesse.store.sealing import open_sealed, seal, signature
from largesse.store.work import Read

COOKIE = "lg_by"
LIFE_S = 30 * 86_400
ACTIVITIES_MAX = 16
_ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"
_LENGTH = 8
_PURPOSE = "audience.share"
_PAIR = 32


@dataclass(frozen=True)
class Arrival:
    """A visit to an activity by a link with a code in it."""

    activity: UUID
    slug: str
    code: str


@dataclass(frozen=True)
class Link:
    """An adviser's link and the code in it."""

    url: str
    code: str


def share_link(slug: str, *, actor: Actor) -> Link:
    """Give the adviser's own link to an activity."""
    actor.must("audience.share_link")
    code = _code(actor.id, slug)
    return Link(f"{settings().base_url}/a/{slug}?r={code}", code)


async def remembered(read: Read, mark: str, arrival: Arrival) -> str | None:
    """Give the mark with which the phone goes on; None where nothing is to be remembered.

    That is a code that is no active adviser's, or an activity to which the phone came by a link before.
    """
    links = _links(mark)
    if arrival.activity in links:
        return None
    adviser = await _adviser_of(read, arrival)
    if adviser is None:
        return None
    newest = [*links.items(), (arrival.activity, adviser)][-ACTIVITIES_MAX:]
    return seal(b"".join(activity.bytes + staff.bytes for activity, staff in newest), _PURPOSE)


def introducer(mark: str, activity: UUID) -> UUID | None:
    """Give the adviser by whose link a phone came to an activity; None without one."""
    return _links(mark).get(activity)


def _links(mark: str) -> dict[UUID, UUID]:
    try:
        plain = open_sealed(mark, _PURPOSE)
    except (Broken, ValueError):
        return {}
    pairs = (plain[at : at + _PAIR] for at in range(0, len(plain), _PAIR))
    return {UUID(bytes=pair[:16]): UUID(bytes=pair[16:]) for pair in pairs}


async def _adviser_of(read: Read, arrival: Arrival) -> UUID | None:
    """Work the codes of all active advisers out again, to find whose this is."""
    if len(arrival.code) != _LENGTH or not set(arrival.code) <= set(_ALPHABET):
        return None
    advisers = await active_advisers(read)
    same = (one.id for one in advisers if hmac.compare_digest(_code(one.id, arrival.slug), arrival.code))
    return next(same, None)


@lru_cache(maxsize=32_768)
def _code(staff: UUID, slug: str) -> str:
    number = int(signature(f"{staff}:{slug}".encode(), _PURPOSE).rpartition(":")[2], 16)
    code = ""
    while len(code) < _LENGTH:
        number, place = divmod(number, len(_ALPHABET))
        code += _ALPHABET[place]
    return code
