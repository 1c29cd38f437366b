"""A code to the number that a client is registered with, who is here already: it tells whether it is he.

Invariant   it goes to the registered number alone, never to one that comes with the ask; the caller keeps its
            hash and its tries, and it opens no session
"""

import hmac
import secrets
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from uuid import UUID

from largesse.audience.clients.identities import opened
from largesse.audience.clients.records import Customer, Identity
from largesse.audience.entering.code import CODES_CARRIED, MESSAGE_WANTED
from largesse.store.sealing import blind_index, seal
from largesse.store.work import Read, Tx

LIFE = timedelta(minutes=5)
TEMPLATE = "notices.step_up"


@dataclass(frozen=True)
class Reached:
    """Where a code can go: the number in clear, and masked as he is shown it."""

    number: str = field(repr=False)
    hint: str
    org_unit: UUID


async def registered(read: Read, client: UUID) -> Reached | None:
    """Find the number that a client is registered with; None: he has none, or no channel carries codes."""
    if not await read.house.needed(CODES_CARRIED)(read):
        return None
    living = Identity.filter(customer=client, kind="mobile", revoked_at=None).using_db(read.conn)
    newest = await living.order_by("-bound_at").first()
    who = await Customer.get_or_none(id=client, using_db=read.conn)
    if newest is None or who is None:
        return None
    return Reached(opened("mobile", newest.value_sealed), newest.hint, who.org_unit)


def send_code(tx: Tx[Any], to: Reached, ident: UUID, locale: str) -> str:
    """Send a code in this transaction's outbox; gives its keyed hash, bound to ``ident``."""
    digits = f"{secrets.randbelow(1_000_000):06d}"
    payload = {
        "channel": "sms",
        "to_sealed": seal(to.number.encode(), "message"),
        "template": TEMPLATE,
        "locale": locale,
        "org_unit": str(to.org_unit),
        "until": (tx.now + LIFE).isoformat(),
        "secret_sealed": seal(digits.encode(), "message"),
    }
    tx.emit(MESSAGE_WANTED, str(ident), payload)
    return _hash(ident, digits)


def is_code(ident: UUID, digits: str, code_hash: str) -> bool:
    """Tell whether these digits are the code whose hash was kept, in the same time for all."""
    return hmac.compare_digest(code_hash, _hash(ident, digits))


def _hash(ident: UUID, digits: str) -> str:
    return blind_index(digits, f"audience.step_up:{ident}")
