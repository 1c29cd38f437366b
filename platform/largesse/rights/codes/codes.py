"""Codes of rights: made when a right becomes usable, kept sealed, found again by a blind index.

Invariant   a code opens one right; the digits are nowhere in the clear
"""

import secrets
from functools import cache
from typing import Any
from uuid import UUID

from largesse.kernel.errors import Broken
from largesse.rights.codes.code12 import with_check
from largesse.store.keys import derived
from largesse.store.sealing import blind_index, open_sealed, seal
from largesse.store.work import Read, Tx

_TRIES = 8


@cache
def token_key() -> bytes:
    """Give the key of the rotating tokens."""
    return derived("rights.token")


async def make_code(tx: Tx[Any], entitlement: UUID) -> None:
    """Give a right its twelve digits, once."""
    for _ in range(_TRIES):
        code = with_check(secrets.randbelow(10**11))
        made = await tx.run(
            "insert into rights_code (entitlement, blind, sealed, made_at) values ($1, $2, $3, $4)"
            " on conflict do nothing",
            entitlement,
            blind_index(code, "rights.code"),
            seal(code.encode(), f"rights.code:{entitlement}"),
            tx.now,
        )
        if made or await code_of(tx, entitlement):
            return
    raise Broken("no free code was found")


async def code_of(read: Read, entitlement: UUID) -> str | None:
    """Open the twelve digits of a right."""
    sealed = await read.value("select sealed from rights_code where entitlement = $1", entitlement)
    return open_sealed(sealed, f"rights.code:{entitlement}").decode() if sealed else None


async def find_by_code(read: Read, code: str) -> UUID | None:
    """Find the right that a code opens."""
    found: UUID | None = await read.value(
        "select entitlement from rights_code where blind = $1", blind_index(code, "rights.code")
    )
    return found
