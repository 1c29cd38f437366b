"""Mobile and code: six digits by message, five tries, throttled per number and per address.

Invariant   known and unknown numbers get the same answer after the same work; an unknown number is told,
            by the message itself, to contact the adviser; of a number's codes only the newest opens, once
"""

import hmac
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from largesse.audience.clients.identities import index_of, normal, owner_of
from largesse.audience.entering.enter import ContactAdviser, let_in
from largesse.kernel.errors import Refusal, TooOften
from largesse.kernel.ids import new_id
from largesse.store.sealing import blind_index, seal
from largesse.store.work import Tx, Work

MESSAGE_WANTED = "audience.message_wanted.v1"
LIFE = timedelta(minutes=5)
AGAIN = timedelta(seconds=60)
TRIES = 5
NUMBER_HOURLY = 5
ADDRESS_HOURLY = 60


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


async def request_code(mobile: str, address: str, locale: str, *, work: Work) -> CodeSent:
    """Send a code to a number.

    Raises:
        Malformed: ``kernel.malformed``: no mobile number.
        CodeTooSoon: ``audience.code_too_soon``.
    """
    number = normal("mobile", mobile)
    async with work.job() as tx:
        await _throttle(tx, number, address)
        owner = await owner_of(tx, "mobile", number)
        digits = f"{secrets.randbelow(1_000_000):06d}"
        ident = new_id()
        await tx.run(
            """insert into audience_code (id, number_index, code_hash, tries_left, address, created_at,
                                      expires_at)
               values ($1, $2, $3, $4, $5, $6, $7)""",
            ident,
            index_of("mobile", number),
            _hash(str(ident), digits),
            TRIES,
            address,
            tx.now,
            tx.now + LIFE,
        )
        known = owner is not None and not owner["blocked"]
        template = "notices.code" if known else "notices.contact_adviser"
        payload = {
            "channel": "sms",
            "to_sealed": seal(number.encode(), "message"),
            "template": template,
            "locale": locale,
            "org_unit": str(owner["org_unit"]) if owner else None,
            "secret_sealed": seal(digits.encode() if known else b"------", "message"),
        }
        tx.emit(MESSAGE_WANTED, str(ident), payload)
    return CodeSent(int(AGAIN.total_seconds()), int(LIFE.total_seconds()))


async def confirm_code(mobile: str, digits: str, address: str, *, work: Work) -> str:
    """Exchange the code for a client session and return the session's token.

    Raises:
        Malformed: ``kernel.malformed``: no mobile number.
        CodeWrong: ``audience.code_wrong``; a wrong try is counted although it is refused.
        CodeSpent: ``audience.code_spent``.
        ContactAdviser: ``audience.contact_adviser``: blocked since.
    """
    number = normal("mobile", mobile)
    async with work.job() as tx:
        left = await _try(tx, number, digits.strip())
        if left is None:
            owner = await owner_of(tx, "mobile", number)
            if owner is None or owner["blocked"]:
                raise ContactAdviser
            return await let_in(tx, owner["id"], "code", address)
    raise CodeWrong(left) if left else CodeSpent


async def forget_codes(work: Work) -> None:
    """Drop codes older than a day: a tick."""
    async with work.job() as tx:
        await tx.run("delete from audience_code where created_at < $1", tx.now - timedelta(days=1))


async def _throttle(tx: Tx[Any], number: str, address: str) -> None:
    await tx.rows("select pg_advisory_xact_lock(hashtextextended($1, 7))", index_of("mobile", number))
    row = await tx.row(
        """select max(created_at) filter (where number_index = $1) as latest,
             min(created_at) filter (where number_index = $1) as earliest,
             count(*) filter (where number_index = $1) as of_number,
             count(*) filter (where address = $2) as of_address
           from audience_code where created_at > $3 and (number_index = $1 or address = $2)""",
        index_of("mobile", number),
        address,
        tx.now - timedelta(hours=1),
    ) or {"latest": None, "earliest": None, "of_number": 0, "of_address": 0}
    until = row["latest"] + AGAIN if row["latest"] else tx.now
    if row["of_number"] >= NUMBER_HOURLY:
        until = row["earliest"] + timedelta(hours=1)
    elif row["of_address"] >= ADDRESS_HOURLY:
        until = tx.now + timedelta(minutes=10)
    if until > tx.now:
        raise CodeTooSoon(int((until - tx.now).total_seconds()) + 1, retry_at=until)


async def _try(tx: Tx[Any], number: str, digits: str) -> int | None:
    """Spend one try on the newest code of a number; None when it fits, else how many tries are left."""
    row = await tx.row(
        """select * from audience_code where number_index = $1 order by created_at desc limit 1 for update""",
        index_of("mobile", number),
    )
    if row is None or row["used_at"] or row["expires_at"] <= tx.now or row["tries_left"] == 0:
        return 0
    if hmac.compare_digest(row["code_hash"], _hash(str(row["id"]), digits)):
        await tx.run("update audience_code set used_at = $2 where id = $1", row["id"], tx.now)
        return None
    await tx.run("update audience_code set tries_left = tries_left - 1 where id = $1", row["id"])
    return int(row["tries_left"]) - 1


def _hash(ident: str, digits: str) -> str:
    return blind_index(digits, f"audience.code:{ident}")
