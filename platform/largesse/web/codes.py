"""Files of codes up, codes that the house made and rows in error down: what GraphQL cannot carry.

Invariant   the cookie's member of staff, the same origin, the same use cases; a preview keeps nothing
"""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import quote
from uuid import UUID

from starlette.datastructures import FormData, UploadFile
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from largesse.faces.context import locale_of
from largesse.kernel.copy import text
from largesse.kernel.errors import Malformed
from largesse.kernel.ids import parse_id, text_id
from largesse.kernel.reasons import because
from largesse.kernel.writing import visible
from largesse.rights.code_lots.code_file import BYTES_MAX, COLUMNS_MAX, Choice
from largesse.rights.code_lots.fill import NAME_MAX, ImportCodes, import_codes
from largesse.rights.code_lots.hand_over import hand_over
from largesse.rights.code_lots.preview import described, look, why_in_words
from largesse.rights.code_pools.pool import CODE_MAX, LotMissing
from largesse.rights.code_pools.reads import lot_of
from largesse.rights.code_pools.records import LOT, POOL, PoolId
from largesse.store.retry import retried
from largesse.store.tables.unreadable import Unreadable
from largesse.web.parts import Parts, form_within


def routes(parts: Parts) -> list[BaseRoute]:
    """Give the routes of files of codes."""
    doors = Codes(parts)
    return [
        Route("/console/codes/{pool}/preview", doors.look, methods=["POST"]),
        Route("/console/codes/{pool}/import", doors.upload, methods=["POST"]),
        Route("/console/code-lots/{lot}/codes", doors.hand_over, methods=["POST"]),
        Route("/files/code-lots/{lot}/bad.csv", doors.bad),
    ]


@dataclass(frozen=True)
class _Sent:
    """What came: the file, its name, and by which columns it is read."""

    key: str
    name: str
    data: bytes
    choice: Choice


class Codes:
    """The doors of one process."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    async def look(self, request: Request) -> Response:
        """Read a file as an import would, and keep nothing."""
        actor = await self._parts.own_staff(request)
        actor.must("rights.import_codes")
        locale = locale_of(request)
        async with form_within(request, BYTES_MAX, fields=8) as form:
            sent = await _sent(form)
        try:
            found = await look(sent.data, _pool(request), sent.choice, actor=actor, work=self._parts.work)
        except Unreadable as wrong:
            return JSONResponse(
                {"why": why_in_words(wrong, locale), "choose": wrong.why == "code_column_missing"}
            )
        return JSONResponse(described(found, locale))

    async def upload(self, request: Request) -> Response:
        """Take a file for a pool."""
        actor = await self._parts.own_staff(request)
        actor.must("rights.import_codes")
        async with form_within(request, BYTES_MAX, fields=8) as form:
            sent = await _sent(form)
        ask = ImportCodes(
            key=sent.key, pool=_pool(request), file_name=sent.name, data=sent.data, choice=sent.choice
        )
        taken = await retried(lambda: import_codes(ask, actor=actor, work=self._parts.work))
        return JSONResponse({"lot": text_id(LOT, taken.lot)}, 202)

    async def hand_over(self, request: Request) -> Response:
        """Give the codes that the house made, for a purpose."""
        actor = await self._parts.own_staff(request)
        actor.must("rights.export_codes")
        lot = _lot(request)
        async with form_within(request, 0, fields=2) as form:
            purpose = form.get("purpose")
        said = purpose if isinstance(purpose, str) else ""
        made = await hand_over(lot, said, actor=actor, work=self._parts.work)
        return attachment(made.name, made.data)

    async def bad(self, request: Request) -> Response:
        """Give the rows of a lot that were left out, by line, as CSV."""
        actor = await self._parts.own_staff(request)
        actor.must("rights.view")
        lot = _lot(request)
        async with self._parts.work.read() as read:
            row = await lot_of(read, actor, lot)
        if row is None:
            raise LotMissing(lot)
        locale = locale_of(request)
        rows = [(one.line, one.field, text(f"rights.bad_code.{one.reason}", locale)) for one in row.bad]
        return attachment("rows-left-out.csv", table(("line", "field", "reason"), rows))


def table(head: Sequence[str], rows: Sequence[Sequence[object]]) -> bytes:
    """Write rows as CSV that spreadsheets open in the right encoding."""
    out = io.StringIO()
    written = csv.writer(out)
    written.writerow(head)
    written.writerows(rows)
    return out.getvalue().encode("utf-8-sig")


def attachment(name: str, data: bytes) -> Response:
    """Give a file that leaves as an attachment and is kept by no cache."""
    return Response(
        data,
        media_type="text/csv",
        headers={
            "content-disposition": f"attachment; filename*=UTF-8''{quote(name)}",
            "x-content-type-options": "nosniff",
            "cache-control": "private, no-store",
        },
    )


def _pool(request: Request) -> PoolId:
    [pool] = request.path_params.values()
    return PoolId(parse_id(POOL, pool, "pool"))


def _lot(request: Request) -> UUID:
    [lot] = request.path_params.values()
    return parse_id(LOT, lot, "lot")


async def _sent(form: FormData) -> _Sent:
    file, key = form.get("file"), form.get("key")
    if not isinstance(file, UploadFile) or not isinstance(key, str):
        raise Malformed(because("kernel.reason.fields", names="file, key"), "file")
    name = visible(file.filename or "").strip()[:NAME_MAX] or "codes"
    heads = form.get("heads")
    choice = Choice(
        code=_number(form, "code", COLUMNS_MAX),
        pin=_number(form, "pin", COLUMNS_MAX),
        expires=_number(form, "expires", COLUMNS_MAX),
        heads={"true": True, "false": False}.get(heads) if isinstance(heads, str) else None,
        length=_number(form, "length", CODE_MAX),
    )
    return _Sent(key, name, await file.read(BYTES_MAX + 1), choice)


def _number(form: FormData, name: str, most: int) -> int | None:
    value = form.get(name)
    if not isinstance(value, str) or not value.strip():
        return None
    if not (value.isascii() and value.isdigit()) or int(value) > most:
        raise Malformed(because("kernel.reason.whole_number", most=most), name)
    return int(value)
