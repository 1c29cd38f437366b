"""Prove that a message is its source's: signed with a living key of it, not long ago.

Source      header ``largesse-signature: t=<unix seconds>,v1=<hex>``, HMAC-SHA256 over ``<t>.<body>``, as
            ``largesse_sdk.supply.signing`` reads it; docs/how-to/send-events.md
Invariant   compared in constant time; a message that is sent again within its time makes no second event
"""

import hashlib
import hmac
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from largesse.kernel.errors import Malformed, NotSignedIn, Phrase
from largesse.kernel.ids import parse_id
from largesse.kernel.reasons import because
from largesse.play.sources.records import Source, SourceKey
from largesse.play.sources.secret import secret_of
from largesse.play.sources.source import SOURCE_KEY
from largesse.store.work import Tx

AGE_MAX_S = 300
KEY_HEADER, SIGNATURE_HEADER = "largesse-key", "largesse-signature"
_USED = """
update play_source_key set used_at = $2
where id = $1 and (used_at is null or used_at < $2::timestamptz - interval '1 minute')
"""


@dataclass(frozen=True)
class EventsUnproved(NotSignedIn):
    """The message is not proved to be a source's; ``reason`` says what is wrong with its headers."""

    code = "play.events_unproved"
    reason: Phrase


async def prove(tx: Tx[Any], headers: Mapping[str, str], body: bytes) -> Source:
    """Give the source whose message it is.

    Args:
        tx: the transaction in which its events are kept.
        headers: of the request, by lower-case names.
        body: exactly the bytes that were sent.

    Raises:
        EventsUnproved: ``play.events_unproved``.
    """
    key = _key(headers.get(KEY_HEADER, ""))
    stamp, given = _signature(headers.get(SIGNATURE_HEADER, ""))
    right = hmac.new(secret_of(key).encode(), f"{stamp}.".encode() + body, hashlib.sha256).hexdigest()
    found = await SourceKey.get_or_none(id=key, using_db=tx.conn)
    if found is None or not hmac.compare_digest(right.encode(), given.encode("utf-8", "replace")):
        raise EventsUnproved(because("play.reason.proof_wrong"))
    if abs(tx.now.timestamp() - stamp) > AGE_MAX_S:
        raise EventsUnproved(because("play.reason.proof_old", most=AGE_MAX_S, now=int(tx.now.timestamp())))
    source = await Source.get(id=found.source, using_db=tx.conn)
    if not _opens(found.ends_at, tx.now) or source.stopped_at is not None:
        raise EventsUnproved(because("play.reason.proof_ended"))
    await tx.run(_USED, key, tx.now)
    return source


def _opens(ends_at: datetime | None, now: datetime) -> bool:
    return ends_at is None or ends_at > now


def _key(text: str) -> UUID:
    try:
        return parse_id(SOURCE_KEY, text.strip())
    except Malformed as error:
        raise EventsUnproved(because("play.reason.proof_key")) from error


def _signature(text: str) -> tuple[int, str]:
    parts = dict(part.strip().split("=", 1) for part in text.split(",") if "=" in part)
    stamp = parts.get("t", "")
    if not (stamp.isascii() and stamp.isdigit() and len(stamp) <= 11) or "v1" not in parts:
        raise EventsUnproved(because("play.reason.proof_missing"))
    return int(stamp), parts["v1"]
