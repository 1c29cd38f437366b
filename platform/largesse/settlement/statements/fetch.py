"""Fetch a statement through the provider's plugin: list, fetch, parse, each outside any transaction.

Invariant   the plugin's word is not enough: the bytes are hashed here and the totals are added up here
"""

import asyncio
import base64
import binascii
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from largesse.kernel.actor import Actor
from largesse.kernel.ask import Ask
from largesse.kernel.canonical import sha256_hex
from largesse.kernel.clock import day_in
from largesse.kernel.errors import Refusal
from largesse.plugging.calls.invoke import Invoker
from largesse.plugging.calls.reply import Call, Reply
from largesse.settlement.statements.controls import Totals, computed, differences
from largesse.settlement.statements.keep import Incoming, Loaded, keep
from largesse.settlement.statements.line import Line, fingerprint, numbered
from largesse.settlement.statements.problem import Problem
from largesse.settlement.statements.profile import Profile
from largesse.settlement.statements.profiles import find_provider
from largesse.settlement.statements.reading import Reading
from largesse.store import blobs
from largesse.store.work import Work

CAPABILITY = "settlement_source.v1"
PAGES_MAX = 2_000
DEADLINE_S = 30.0
_TYPES = {"sale": "fulfilment", "refund": "refund", "fee": "fee", "adjust": "adjust"}
BY_PLUGIN = Profile(name="plugin", columns={}, required=())


@dataclass(frozen=True)
class NoPlugin(Refusal):
    """The provider has no plugin that sends statements; upload a file instead."""

    code = "settlement.provider_without_plugin"


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
    why: str


@dataclass(frozen=True, kw_only=True)
class FetchStatement(Ask):
    """One provider's statement of one of its days."""

    provider: UUID
    day: date


async def fetch_statement(ask: FetchStatement, *, actor: Actor, work: Work, invoker: Invoker) -> Loaded:
    """Fetch, read and keep a statement.

    Raises:
        NoPlugin: ``settlement.provider_without_plugin``.
        NotReady: ``settlement.statement_not_ready``.
        SourceFailed: ``settlement.source_failed``.
        StatementRepeated: ``settlement.statement_repeated``.
    """
    actor.must("settlement.load_statement")
    async with work.read() as before:
        provider = await find_provider(before, ask.provider, actor)
    if provider["installation"] is None:
        raise NoPlugin
    source = _Source(invoker, provider["installation"], f"statement:{ask.provider}:{ask.day}")
    ref, data, reading = await source.statement(ask.day)
    await asyncio.to_thread(blobs.put, data)
    async with work.begin(ask, actor, use="settlement.fetch_statement", answer=Loaded) as tx:
        if tx.earlier:
            return tx.earlier
        name = f"{ref['ref']}-{ask.day}"
        incoming = Incoming(
            ask.provider, provider["org_unit"], reading, name, "plugin", None, str(ref["ref"])
        )
        return await tx.done(await keep(tx, incoming))


@dataclass(frozen=True)
class _Source:
    invoker: Invoker
    installation: UUID
    request: str

    async def statement(self, day: date) -> tuple[dict[str, Any], bytes, Reading]:
        """Give the day's latest revision, its bytes and what the plugin reads in them."""
        listed = await self._call("list_statements", {"day_from": str(day), "day_to": str(day)})
        refs = [one for one in listed.get("items", []) if one.get("day_from") == str(day)]
        if not refs:
            raise NotReady(str(day))
        ref = max(refs, key=lambda one: int(one.get("revision", 1)))
        blob = await self._call("fetch_statement", ref)
        try:
            data = base64.b64decode(blob["content"], validate=True)
        except (KeyError, TypeError, binascii.Error) as error:
            raise SourceFailed("fetch_statement", "content") from error
        if sha256_hex(data) != blob.get("sha256"):
            raise SourceFailed("fetch_statement", "sha256")
        return ref, data, await self._parse(data, blob)

    async def _parse(self, data: bytes, blob: dict[str, Any]) -> Reading:
        lines: list[Line] = []
        problems: list[Problem] = []
        totals: dict[str, Any] | None = None
        cursor: str | None = None
        for _ in range(PAGES_MAX):
            page = await self._call("parse_statement", {"blob": blob, "cursor": cursor})
            try:
                lines += [_line(len(lines) + at, one) for at, one in enumerate(page["lines"], 1)]
                problems += [
                    Problem("plugin_row", int(bad["row"]), None, {"detail": str(bad["reason"])[:200]})
                    for bad in page.get("bad_rows", [])
                ]
            except (KeyError, TypeError, ValueError) as error:
                raise SourceFailed("parse_statement", "lines") from error
            totals, cursor = page.get("totals") or totals, page.get("next_cursor")
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
            raise SourceFailed(method, reply.code or reply.outcome)
        return reply.data


def _line(line_no: int, one: dict[str, Any]) -> Line:
    at = datetime.fromisoformat(one["at"]).astimezone(UTC)
    return Line(
        line_no=line_no,
        row_no=int(one.get("row") or line_no),
        line_type=_TYPES[one["kind"]],
        provider_ref=str(one.get("provider_ref") or ""),
        platform_ref=str(one.get("order_ref") or ""),
        parent_ref="",
        weak_key="",
        sku="",
        qty_milli=int(one["qty"]) * 1_000,
        unit_price_minor=None,
        gross_minor=int(one["gross"]["amount_minor"]),
        tax_minor=None,
        net_minor=None,
        currency=str(one["gross"]["currency"]),
        status="",
        occurred_at=at,
        biz_date=day_in(at),
        ext={"line_id": str(one["line_id"]), "fee_minor": str(one["fee"]["amount_minor"])},
        raw=(str(one["raw_sha256"]),),
    )


def _reading(
    data: bytes, found: list[Line], problems: list[Problem], totals: dict[str, Any] | None
) -> Reading:
    lines = numbered(found)
    said = Totals(int(totals["lines"]), int(totals["gross"]["amount_minor"])) if totals else Totals()
    controls = computed(lines, said)
    problems = [*problems, *differences(controls)]
    if totals is None:
        problems.append(Problem("controls_absent", severity="warn"))
    if not lines:
        problems.append(Problem("no_lines"))
    if len({line.currency for line in lines}) > 1:
        problems.append(Problem("currencies_mixed"))
    return Reading(
        sha256_hex(data),
        len(data),
        BY_PLUGIN,
        tuple(lines),
        controls,
        tuple(problems),
        "plugin",
        fingerprint=fingerprint(lines) if lines else "",
    )
