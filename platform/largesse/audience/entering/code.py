"""Mobile and code: six digits by message, five tries, so many an hour for a number and for the whole house.

Many clients stand behind one address of a carrier, so an address has no limit of its own: a number has one,
and the house has two ceilings, for codes to clients and for messages to numbers that nobody here has.

Words       a *port* tells whether codes go anywhere: the room of messages, above, knows
Invariant   known and unknown numbers get the same answer after the same work; the message to an unknown
            number says to contact the adviser; of a number's codes only the newest opens, once
"""

import hmac
import secrets
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import structlog

from largesse.audience.clients.identities import index_of, normal, owner_of
from largesse.audience.entering.enter import ContactAdviser, let_in
from largesse.audience.entering.records import Code
from largesse.kernel.ask import AskWithoutReceipt, asked
from largesse.kernel.errors import Broken, Refusal, TooOften
from largesse.kernel.ids import new_id
from largesse.kernel.settings import settings
from largesse.store.house import Port
from largesse.store.sealing import blind_index, seal
from largesse.store.work import Read, Tx, Work

log = structlog.get_logger(__name__)
MESSAGE_WANTED = "audience.message_wanted.v1"
LIFE = timedelta(minutes=5)
AGAIN = timedelta(seconds=60)
TRIES = 5
NUMBER_HOURLY = 5
_SENT = """
select max(created_at) filter (where number_index = $1) as latest,
  min(created_at) filter (where number_index = $1) as earliest,
  count(*) filter (where number_index = $1) as of_number,
  count(*) filter (where known) as of_clients, count(*) filter (where not known) as of_strangers
from audience_code where created_at > $2
"""


CODES_CARRIED: Port[Callable[[Read], Awaitable[bool]]] = Port("audience.codes_carried")


@dataclass(frozen=True)
class CodesNotSent(Refusal):
    """No channel carries codes: clients come in from the bank's app only."""

    code = "audience.codes_not_sent"


@dataclass(frozen=True)
class CodeTooSoon(TooOften):
    """A code went out a moment ago, or too many within the hour."""

    code = "audience.code_too_soon"
    path = "mobile"
    seconds: int
    retry_at: datetime | None = None


@dataclass(frozen=True)
class CodeWrong(Refusal):
    """The code is wrong; it may be tried again."""

    code = "audience.code_wrong"
    path = "code"
    tries_left: int


@dataclass(frozen=True)
class CodeSpent(Refusal):
    """No code of this number opens any more: too old, used, or tried too often."""

    code = "audience.code_spent"
    path = "code"


@dataclass(frozen=True)
class CodeSent:
    """A code is on its way, if the number is known; ``again_s`` until another may be asked for."""

    again_s: int
    life_s: int


@dataclass(frozen=True)
class RequestCode(AskWithoutReceipt):
    """A code to a number; from where it is asked for, and in which language it is written."""

    mobile: str = asked("Mobile number.")
    address: str = ""
    locale: str = "zh-CN"


@dataclass(frozen=True)
class ConfirmCode(AskWithoutReceipt):
    """A number and the code that went to it; a code works once."""

    mobile: str = asked("Mobile number.")
    code: str = asked("Six digits.")
    address: str = ""


@dataclass(frozen=True)
class _Sent:
    """Codes of the last hour: when the newest and the oldest went to a number, and how many, also in all."""

    latest: datetime | None
    earliest: datetime | None
    of_number: int
    of_clients: int
    of_strangers: int


async def request_code(ask: RequestCode, *, work: Work) -> CodeSent:
    """Send a code to a number.

    Raises:
        CodesNotSent: ``audience.codes_not_sent``, whichever number it is.
        Malformed: ``kernel.malformed``: no mobile number.
        CodeTooSoon: ``audience.code_too_soon``.
    """
    async with work.job() as tx:
        if not await tx.house.needed(CODES_CARRIED)(tx):
            raise CodesNotSent
        number = normal("mobile", ask.mobile)
        sent = await _throttle(tx, number)
        owner = await owner_of(tx, "mobile", number)
        digits = f"{secrets.randbelow(1_000_000):06d}"
        ident = new_id()
        known = owner is not None and not owner.blocked
        await Code.create(
            id=ident,
            number_index=index_of("mobile", number),
            code_hash=_hash(str(ident), digits),
            tries_left=TRIES,
            address=ask.address,
            known=known,
            created_at=tx.now,
            expires_at=tx.now + LIFE,
            using_db=tx.conn,
        )
        payload = {
            "channel": "sms",
            "to_sealed": seal(number.encode(), "message"),
            "template": "notices.code" if known else "notices.contact_adviser",
            "locale": ask.locale,
            "org_unit": str(owner.org_unit) if owner else None,
            "until": (tx.now + LIFE).isoformat(),
            "secret_sealed": seal(digits.encode() if known else b"------", "message"),
        }
        if known or sent.of_strangers < settings().strangers_hourly:
            tx.emit(MESSAGE_WANTED, str(ident), payload)
        else:
            log.warning("strangers_ceiling", hourly=settings().strangers_hourly)
    return CodeSent(int(AGAIN.total_seconds()), int(LIFE.total_seconds()))


async def confirm_code(ask: ConfirmCode, *, work: Work) -> str:
    """Exchange the code for a client session and return the session's token.

    Raises:
        Malformed: ``kernel.malformed``: no mobile number.
        CodeWrong: ``audience.code_wrong``; a wrong try is counted although it is refused.
        CodeSpent: ``audience.code_spent``.
        ContactAdviser: ``audience.contact_adviser``: blocked since.
    """
    number = normal("mobile", ask.mobile)
    async with work.job() as tx:
        tries_left = await _try(tx, number, ask.code.strip())
        if tries_left is None:
            owner = await owner_of(tx, "mobile", number)
            if owner is None or owner.blocked:
                raise ContactAdviser
            return await let_in(tx, owner.id, "code", ask.address)
    raise CodeWrong(tries_left) if tries_left else CodeSpent


async def _throttle(tx: Tx[Any], number: str) -> _Sent:
    """Refuse a code too soon after another; one ask is looked at at a time: the ceilings count them all."""
    index = index_of("mobile", number)
    await tx.value("select pg_advisory_xact_lock(hashtextextended('audience.codes', 7))")
    sent = await tx.one(_Sent, _SENT, index, tx.now - timedelta(hours=1))
    if sent is None:
        raise Broken("a count gives one row")
    until = sent.latest + AGAIN if sent.latest else tx.now
    if sent.earliest and sent.of_number >= NUMBER_HOURLY:
        until = sent.earliest + timedelta(hours=1)
    elif sent.of_clients >= settings().codes_hourly:
        until = tx.now + timedelta(minutes=10)
    if until > tx.now:
        raise CodeTooSoon(int((until - tx.now).total_seconds()) + 1, retry_at=until)
    return sent


async def _try(tx: Tx[Any], number: str, digits: str) -> int | None:
    """Spend one try on the newest code of a number; None when it fits, else how many tries are left."""
    sent = Code.filter(number_index=index_of("mobile", number)).using_db(tx.conn)
    newest = await sent.order_by("-created_at").select_for_update().first()
    if newest is None or newest.used_at or newest.expires_at <= tx.now or newest.tries_left == 0:
        return 0
    if hmac.compare_digest(newest.code_hash, _hash(str(newest.id), digits)):
        newest.used_at = tx.now
        await newest.save(using_db=tx.conn, update_fields=("used_at",))
        return None
    newest.tries_left -= 1
    await newest.save(using_db=tx.conn, update_fields=("tries_left",))
    return newest.tries_left


def _hash(ident: str, digits: str) -> str:
    return blind_index(digits, f"audience.code:{ident}")
