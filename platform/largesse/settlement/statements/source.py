"""A provider's plugin as a source of statements: list, fetch, parse.

Invariant   the plugin's word is not enough: the bytes are hashed here and the totals are added up here
"""

import base64
import binascii
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any, TypeVar
from uuid import UUID

import msgspec

from largesse.kernel.canonical import sha256_hex
from largesse.kernel.clock import day_in
from largesse.kernel.errors import Phrase, Refusal
from largesse.kernel.money import SAFE_MAX
from largesse.kernel.reasons import because
from largesse.kernel.settings import settings
from largesse.plugging.calls.invoke import Invoker
from largesse.plugging.calls.reply import Call, Reply
from largesse.settlement.statements.controls import Totals, beyond, computed, differences
from largesse.settlement.statements.line import Line, fingerprint, numbered
from largesse.settlement.statements.problem import Problem, Unreadable
from largesse.settlement.statements.profile import LineType, Profile
from largesse.settlement.statements.reading import Reading
from largesse.settlement.statements.sign import check_sign

CAPABILITY = "settlement_source.v1"
PAGES_MAX = 2_000
DEADLINE_S = 30.0
_TYPES: dict[str, LineType] = {"sale": "fulfilment", "refund": "refund", "fee": "fee", "adjust": "adjust"}
BY_PLUGIN = Profile(name="plugin", columns={}, required=())
T = TypeVar("T")


@dataclass(frozen=True)
class NotReady(Refusal):
    """The provider has no statement of that day yet."""

    code = "settlement.statement_not_ready"
    day: str


@dataclass(frozen=True)
class SourceFailed(Refusal):
    """The provider did not deliver."""

    code = "settlement.source_failed"
    step: str
    why: Phrase


class Amount(msgspec.Struct, frozen=True):
    """Money as the plugin says it."""

    amount_minor: int
    currency: str


class _Listed(msgspec.Struct, frozen=True):
    """A statement that the plugin has; what it is called with again is its own JSON."""

    ref: str
    day_from: str | None = None
    revision: int = 1


class BilledLine(msgspec.Struct, frozen=True):
    """A line as the plugin says it; ``at`` has an offset."""

    line_id: str
    kind: str
    at: str
    qty: int
    gross: Amount
    fee: Amount
    raw_sha256: str
    row: int | None = None
    provider_ref: str | None = None
    order_ref: str | None = None


class _BadRow(msgspec.Struct, frozen=True):
    row: int
    reason: str


class _Totals(msgspec.Struct, frozen=True):
    lines: int
    gross: Amount


class _Page(msgspec.Struct, frozen=True):
    lines: list[BilledLine]
    bad_rows: list[_BadRow] = []
    totals: _Totals | None = None
    next_cursor: str | None = None


@dataclass(frozen=True)
class Fetched:
    """A statement as it came: its name at the provider, its bytes, what the plugin reads in them."""

    ref: str
    data: bytes
    reading: Reading


@dataclass(frozen=True)
class Source:
    """One installation that sends statements; ``request`` begins the id of every call."""

    invoker: Invoker
    installation: UUID
    request: str

    async def statement(self, day: date) -> Fetched:
        """Give the day's latest revision.

        Raises:
            NotReady: ``settlement.statement_not_ready``.
            SourceFailed: ``settlement.source_failed``.
        """
        answer = await self._call("list_statements", {"day_from": str(day), "day_to": str(day)})
        found = [
            (_read(one, _Listed, "list_statements", because("settlement.source_why.items")), one)
            for one in answer.get("items", [])
        ]
        of_day = [pair for pair in found if pair[0].day_from == str(day)]
        if not of_day:
            raise NotReady(str(day))
        listed, document = max(of_day, key=lambda pair: pair[0].revision)
        blob = await self._call("fetch_statement", document)
        data = _content(blob)
        return Fetched(listed.ref, data, await self._parse(data, blob))

    async def _parse(self, data: bytes, blob: dict[str, Any]) -> Reading:
        lines: list[Line] = []
        problems: list[Problem] = []
        totals: _Totals | None = None
        cursor: str | None = None
        for _ in range(PAGES_MAX):
            answer = await self._call("parse_statement", {"blob": blob, "cursor": cursor})
            page = _read(answer, _Page, "parse_statement", because("settlement.source_why.lines"))
            try:
                lines += [line_of(len(lines) + at, one) for at, one in enumerate(page.lines, 1)]
            except (KeyError, ValueError) as error:
                raise SourceFailed("parse_statement", because("settlement.source_why.lines")) from error
            problems += [
                Problem("plugin_row", bad.row, None, {"detail": bad.reason[:200]}) for bad in page.bad_rows
            ]
            if page.totals and max(page.totals.lines, abs(page.totals.gross.amount_minor)) > SAFE_MAX:
                raise SourceFailed("parse_statement", because("settlement.source_why.totals"))
            totals, cursor = page.totals or totals, page.next_cursor
            if cursor is None:
                break
        return _reading(data, lines, problems, totals)

    async def _call(self, method: str, args: dict[str, Any]) -> dict[str, Any]:
        reply: Reply = await self.invoker.call(
            Call(
                installation=self.installation,
                capability=CAPABILITY,
                method=method,
                args=args,
                request_id=f"{self.request}:{method}:{args.get('cursor') or ''}",
                deadline_s=DEADLINE_S,
            )
        )
        if reply.outcome != "succeeded":
            raise SourceFailed(method, because(reply.code or f"settlement.source_why.{reply.outcome}"))
        return reply.data


def _read(document: Any, kind: type[T], step: str, why: Phrase) -> T:
    try:
        return msgspec.convert(document, kind, strict=False)
    except msgspec.ValidationError as error:
        raise SourceFailed(step, why) from error


def _content(blob: dict[str, Any]) -> bytes:
    """Give a fetched file's bytes, whose hash must be the one that the plugin names."""
    try:
        data = base64.b64decode(blob.get("content", ""), validate=True)
    except (TypeError, binascii.Error) as error:
        raise SourceFailed("fetch_statement", because("settlement.source_why.content")) from error
    if sha256_hex(data) != blob.get("sha256"):
        raise SourceFailed("fetch_statement", because("settlement.source_why.sha256"))
    return data


def line_of(line_no: int, one: BilledLine) -> Line:
    """Give a canonical line; its day is counted in the institution's zone.

    Raises:
        KeyError, ValueError: its kind or its instant is not one, or a number is larger than the books hold.
    """
    if max(abs(one.gross.amount_minor), abs(one.qty) * 1_000) > SAFE_MAX or not 0 <= (one.row or 0) < 2**31:
        raise ValueError("a number is too large")
    at = datetime.fromisoformat(one.at).astimezone(UTC)
    return Line(
        line_no=line_no,
        row_no=one.row or line_no,
        line_type=_TYPES[one.kind],
        provider_ref=one.provider_ref or "",
        platform_ref=one.order_ref or "",
        parent_ref="",
        weak_key="",
        sku="",
        qty_milli=one.qty * 1_000,
        unit_price_minor=None,
        gross_minor=one.gross.amount_minor,
        tax_minor=None,
        net_minor=None,
        currency=one.gross.currency,
        status="",
        occurred_at=at,
        biz_date=day_in(at, settings().zone),
        ext={"line_id": one.line_id, "fee_minor": str(one.fee.amount_minor)},
        raw=(one.raw_sha256,),
    )


def _wrong_sign(line: Line) -> Problem | None:
    """Name what speaks against a line's sign; such a line is none, whoever reads it."""
    try:
        check_sign(line.line_type, line.gross_minor, line.currency)
    except Unreadable as finding:
        return finding.at(line.row_no)
    return None


def _reading(data: bytes, found: list[Line], problems: list[Problem], totals: _Totals | None) -> Reading:
    if beyond(found):
        found, problems, totals = [], [Problem("sum_range")], None
    unlawful = [(line, finding) for line in found if (finding := _wrong_sign(line)) is not None]
    wrong = {line.line_no for line, _ in unlawful}
    lines = numbered([line for line in found if line.line_no not in wrong])
    problems = [*problems, *(finding for _, finding in unlawful)]
    declared = Totals(totals.lines, totals.gross.amount_minor) if totals else Totals()
    controls = computed(lines, declared)
    problems = [*problems, *differences(controls, totals.gross.currency if totals else "")]
    if totals is None:
        problems.append(Problem("controls_absent", severity="warn"))
    if not lines:
        problems.append(Problem("no_lines"))
    if len({line.currency for line in lines}) > 1:
        problems.append(Problem("currencies_mixed"))
    return Reading(
        sha256=sha256_hex(data),
        size=len(data),
        profile=BY_PLUGIN,
        lines=tuple(lines),
        controls=controls,
        problems=tuple(problems),
        format="plugin",
        fingerprint=fingerprint(lines) if lines else "",
    )
