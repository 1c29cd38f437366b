"""What a source of statements answers: which there are, their bytes, their lines.

Invariant   parsing is deterministic; the lines' sums are the control totals or ``complete`` is false
"""

# ruff: noqa: ARG002 - the defaults of the hooks take their arguments and use none

from dataclasses import field
from datetime import date
from typing import Literal

from largesse_sdk.context import Ctx
from largesse_sdk.contracts.capability import Capability
from largesse_sdk.errors import NotSupported
from largesse_sdk.values import Instant, Money, value

LineKind = Literal["sale", "refund", "fee", "adjust"]


@value
class Period:
    """Days in the provider's own calendar, both included."""

    day_from: date
    day_to: date


@value
class StatementRef:
    """One statement that can be fetched."""

    ref: str
    day_from: date
    day_to: date
    revision: int = 1


@value
class Blob:
    """The bytes of a file, as they came; ``sha256`` is 64 hex digits of exactly these."""

    ref: str
    sha256: str
    media_type: str
    size: int
    content: bytes = b""


@value
class CanonicalLine:
    """One line in the house's own form; ``raw_sha256`` is of the row as it stood in the file."""

    line_id: str
    kind: LineKind
    provider_ref: str | None
    order_ref: str | None
    at: Instant
    qty: int
    gross: Money
    fee: Money
    net: Money
    raw_sha256: str
    row: int = 0


@value
class BadRow:
    """A row that could not be read; the others still stand."""

    row: int
    reason: str
    raw_sha256: str


@value
class ControlTotals:
    """What the file itself says it holds."""

    lines: int
    gross: Money
    fee: Money
    net: Money


@value
class LinePage:
    """A page of lines. ``totals`` are the file's own; the host compares them with what it summed."""

    lines: tuple[CanonicalLine, ...]
    totals: ControlTotals | None = None
    next_cursor: str | None = None
    bad_rows: tuple[BadRow, ...] = ()
    warnings: tuple[str, ...] = field(default_factory=tuple)


class SettlementSourceV1(Capability):
    """A provider that sends statements."""

    capability = "settlement_source.v1"
    prefix = "settlement"
    required = frozenset({"list_statements", "fetch_statement", "parse_statement"})

    async def list_statements(self, ctx: Ctx, period: Period) -> tuple[StatementRef, ...]:
        """Name the statements of a period."""
        raise NotSupported("list_statements")

    async def fetch_statement(self, ctx: Ctx, statement: StatementRef) -> Blob:
        """Give the bytes of one statement, unchanged."""
        raise NotSupported("fetch_statement")

    async def parse_statement(self, ctx: Ctx, blob: Blob, cursor: str | None) -> LinePage:
        """Give a page of lines of a statement, without calling anybody."""
        raise NotSupported("parse_statement")
