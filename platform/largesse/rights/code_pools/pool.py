"""A pool of codes: its states, how a code is compared, what it can be refused for. Pure."""

import re
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from largesse.kernel.errors import Missing, Refusal
from largesse.kernel.writing import number_text

CODE_MAX = 120
LOW_MAX = 10_000_000
BLIND = "rights.pool_code"
_SPACE = re.compile(r"\s+")


class CodeState(StrEnum):
    """Where a code stands."""

    IMPORTED = "imported"
    AVAILABLE = "available"
    ALLOCATED = "allocated"
    DELIVERED = "delivered"
    REDEEMED = "redeemed"
    EXPIRED = "expired"
    REVOKED = "revoked"


@dataclass(frozen=True)
class PoolMissing(Missing):
    """No such pool within reach."""

    code = "rights.code_pool_missing"
    pool: UUID


@dataclass(frozen=True)
class LotMissing(Missing):
    """No such lot within reach."""

    code = "rights.code_lot_missing"
    lot: UUID


@dataclass(frozen=True)
class PoolEmpty(Refusal):
    """There is no code for this right now; it stays to be claimed."""

    code = "rights.code_pool_empty"


@dataclass(frozen=True)
class PoolTaken(Refusal):
    """The SKU has a pool already: codes come into that one."""

    code = "rights.code_pool_taken"
    path: str | None = "sku"


@dataclass(frozen=True)
class PoolTooSmall(Refusal):
    """Fewer codes are there than rights may be given."""

    code = "rights.code_pool_too_small"
    units: int
    free_codes: int
    path: str | None = None


@dataclass(frozen=True)
class LotWrongState(Refusal):
    """The lot is not in a state that allows this."""

    code = "rights.code_lot_wrong_state"
    state: str


@dataclass(frozen=True)
class CodeNotHere(Missing):
    """No such code in this pool."""

    code = "rights.pool_code_missing"
    number: int


def compared(code: str, *, case_matters: bool) -> str:
    """Give what codes are compared by: one width, nothing unseen, no space, one case unless it matters."""
    plain = _SPACE.sub("", number_text(code))
    return plain if case_matters else plain.upper()


def sealed_for(pool: UUID, blind: str) -> str:
    """Give the context that a code is sealed for: its pool, and itself."""
    return f"rights.pool_code:{pool}:{blind}"


def pin_sealed_for(pool: UUID, blind: str) -> str:
    """Give the context that a code's PIN is sealed for."""
    return f"rights.pool_pin:{pool}:{blind}"


def short_of(units: int, free_codes: int, promised: int) -> int:
    """Count the codes that are missing once every right that may be given is claimed; 0: there are enough."""
    return max(0, units + promised - free_codes)
