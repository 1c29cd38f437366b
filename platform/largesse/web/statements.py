"""Statement files up, workbooks and vouchers down: what the console's GraphQL cannot carry.

Invariant   the cookie's member of staff, the same origin, the same use cases;
            a file leaves only as an attachment
"""

import asyncio
from dataclasses import asdict, dataclass
from typing import Any
from urllib.parse import quote
from uuid import UUID

from starlette.datastructures import FormData, UploadFile
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from largesse.faces.context import locale_of
from largesse.kernel.actor import Actor
from largesse.kernel.errors import Malformed
from largesse.kernel.ids import parse_id, text_id
from largesse.kernel.money import SAFE_MAX
from largesse.kernel.reasons import because
from largesse.rights.catalogue.supply import PROVIDER
from largesse.settlement.export.export_batch import file_of
from largesse.settlement.ids import BATCH, PROFILE, STATEMENT
from largesse.settlement.statements.apart import read_or_told
from largesse.settlement.statements.choose_profile import choose
from largesse.settlement.statements.controls import Totals
from largesse.settlement.statements.keep import Loaded, StatementMissing, foreseen
from largesse.settlement.statements.load import LoadStatement, load_statement
from largesse.settlement.statements.provider import find_provider
from largesse.settlement.statements.reads import statement_details
from largesse.settlement.statements.report import report
from largesse.settlement.statements.sheet import BYTES_MAX
from largesse.store import blobs
from largesse.store.retry import retried
from largesse.web.parts import Parts, form_within

_SHOWN_MAX = 200
_COUNT_MAX = 2**31 - 1


def routes(parts: Parts) -> list[BaseRoute]:
    """Give the routes of statement files."""
    doors = Statements(parts)
    return [
        Route("/console/statements", doors.upload, methods=["POST"]),
        Route("/files/statements/{statement}", doors.original),
        Route("/files/batches/{batch}/{kind}", doors.export),
    ]


class Statements:
    """The doors of one process."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    async def upload(self, request: Request) -> Response:
        """Take a statement file: read it (``dryRun``) or load it."""
        actor = await self._parts.own_staff(request)
        actor.must("settlement.load_statement")
        async with form_within(request, BYTES_MAX, fields=12) as form:
            return JSONResponse(await self._keep(form, actor, locale_of(request)))

    async def original(self, request: Request) -> Response:
        """Give a statement's file exactly as it was received."""
        actor = await self._parts.own_staff(request)
        actor.must("settlement.read")
        statement = parse_id(STATEMENT, request.path_params["statement"])
        async with self._parts.work.read() as rows:
            kept = await statement_details(rows, actor, statement)
        if kept is None:
            raise StatementMissing(statement)
        data = await asyncio.to_thread(blobs.get, kept.file_sha)
        return _attachment(kept.file_name, "application/octet-stream", data)

    async def export(self, request: Request) -> Response:
        """Give a batch's workbook or vouchers, once made."""
        kind = request.path_params["kind"]
        actor = await self._parts.own_staff(request)
        batch = parse_id(BATCH, request.path_params["batch"])
        async with self._parts.work.read() as rows:
            made = await file_of(rows, batch, kind, actor)
        return _attachment(made.name, made.media_type, made.data)

    async def _keep(self, form: FormData, actor: Actor, locale: str) -> dict[str, Any]:
        file, fields = form.get("file"), _Fields(form)
        if not isinstance(file, UploadFile):
            raise Malformed(because("kernel.reason.file"), "file")
        data, name = await file.read(BYTES_MAX + 1), file.filename or "statement"
        if fields.text("dryRun") == "true":
            return await self._try(actor, fields, _Upload(name, data), locale)
        ask = LoadStatement(
            key=fields.text("key"),
            provider=fields.id(PROVIDER, "provider"),
            blob=await asyncio.to_thread(blobs.put, data),
            file_name=name[:200],
            profile=fields.id(PROFILE, "profile") if fields.text("profile") else None,
            declared_count=fields.number("declaredCount", _COUNT_MAX),
            declared_gross_minor=fields.number("declaredGrossMinor"),
        )
        loaded = await retried(lambda: load_statement(ask, actor=actor, work=self._parts.work))
        return await self._answer(loaded, actor, locale)

    async def _try(self, actor: Actor, fields: "_Fields", file: "_Upload", locale: str) -> dict[str, Any]:
        """Read a file as loading would, and keep nothing."""
        provider = fields.id(PROVIDER, "provider")
        async with self._parts.work.read() as rows:
            found = await find_provider(rows, provider, actor)
            asked = fields.id(PROFILE, "profile") if fields.text("profile") else None
            profile = (await choose(rows, asked, found, actor)).profile
        declared = Totals(fields.number("declaredCount", _COUNT_MAX), fields.number("declaredGrossMinor"))
        stated = declared if declared != Totals() else None
        reading = await read_or_told(file.data, profile, stated, self._parts.work.house)
        async with self._parts.work.read() as rows:
            reading = await foreseen(rows, provider, reading)
        return report(reading, file.name, locale, lines_max=_SHOWN_MAX)

    async def _answer(self, loaded: Loaded, actor: Actor, locale: str) -> dict[str, Any]:
        async with self._parts.work.read() as rows:
            kept = await statement_details(rows, actor, loaded.statement)
        reasons = kept.reasons if kept else ()
        return {
            "statement": text_id(STATEMENT, loaded.statement),
            "state": loaded.state,
            "lineCount": loaded.line_count,
            "overlapCount": loaded.overlap_count,
            "reasons": [asdict(one) | {"message": one.words(locale)} for one in reasons],
        }


@dataclass(frozen=True)
class _Upload:
    """A file as it came."""

    name: str
    data: bytes


class _Fields:
    """The text fields of a form."""

    def __init__(self, form: FormData) -> None:
        self._form = form

    def text(self, name: str) -> str:
        value = self._form.get(name)
        return value.strip()[:200] if isinstance(value, str) else ""

    def id(self, prefix: str, name: str) -> UUID:
        return parse_id(prefix, self.text(name), name)

    def number(self, name: str, most: int = SAFE_MAX) -> int | None:
        value = self.text(name)
        if not value:
            return None
        if not value.removeprefix("-").isdecimal() or abs(int(value)) > most:
            raise Malformed(because("kernel.reason.whole_number", most=most), name)
        return int(value)


def _attachment(name: str, media: str, data: bytes) -> Response:
    return Response(
        data,
        media_type=media,
        headers={
            "content-disposition": f"attachment; filename*=UTF-8''{quote(name)}",
            "x-content-type-options": "nosniff",
            "cache-control": "private, no-store",
        },
    )
