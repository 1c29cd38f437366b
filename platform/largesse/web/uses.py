"""Files of uses up, rows in error down: what GraphQL cannot carry.

Invariant   the cookie's member of staff, the same origin, the same use cases; a preview keeps nothing
"""

from collections import Counter
from dataclasses import dataclass
from typing import Any

from starlette.datastructures import FormData, UploadFile
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from largesse.faces.context import locale_of
from largesse.kernel.copy import text
from largesse.kernel.errors import Malformed
from largesse.kernel.ids import parse_id, text_id
from largesse.kernel.reasons import because
from largesse.kernel.settings import settings
from largesse.kernel.writing import visible
from largesse.rights.catalogue.records import ProviderId
from largesse.rights.catalogue.supply import PROVIDER
from largesse.rights.code_lots.preview import why_in_words
from largesse.rights.told_uses.reads import UseFileMissing, left_out_of, use_file_of
from largesse.rights.told_uses.records import USE_FILE
from largesse.rights.told_uses.take_file import NAME_MAX, Foreseen, TakeUses, foresee, take_uses
from largesse.rights.told_uses.use_row import Verdict
from largesse.rights.told_uses.use_table import BYTES_MAX, ROWS_MAX
from largesse.store.retry import retried
from largesse.store.tables.unreadable import Unreadable
from largesse.web.codes import attachment, table
from largesse.web.parts import Parts, form_within

_SHOWN = 200


@dataclass(frozen=True)
class _Sent:
    """What came: the file, its name, whose it is, the zone of its times."""

    key: str
    name: str
    data: bytes
    provider: ProviderId
    zone: str


def routes(parts: Parts) -> list[BaseRoute]:
    """Give the routes of files of uses."""

    async def look(request: Request) -> Response:
        actor = await parts.own_staff(request)
        actor.must("rights.import_uses")
        locale = locale_of(request)
        async with form_within(request, BYTES_MAX, fields=5) as form:
            sent = await _sent(form)
        try:
            found = await foresee(sent.data, sent.provider, sent.zone, actor=actor, work=parts.work)
        except Unreadable as wrong:
            return JSONResponse({"why": why_in_words(wrong, locale)})
        return JSONResponse(_described(found, locale))

    async def upload(request: Request) -> Response:
        actor = await parts.own_staff(request)
        actor.must("rights.import_uses")
        async with form_within(request, BYTES_MAX, fields=5) as form:
            sent = await _sent(form)
        ask = TakeUses(
            key=sent.key, provider=sent.provider, file_name=sent.name, data=sent.data, zone=sent.zone
        )
        taken = await retried(lambda: take_uses(ask, actor=actor, work=parts.work))
        return JSONResponse({"file": text_id(USE_FILE, taken.file)}, 202)

    async def bad(request: Request) -> Response:
        actor = await parts.own_staff(request)
        actor.must("rights.view")
        [ident] = request.path_params.values()
        file = parse_id(USE_FILE, ident, "file")
        async with parts.work.read() as read:
            if await use_file_of(read, actor, file) is None:
                raise UseFileMissing(file)
            rows = await left_out_of(read, file, ROWS_MAX)
        locale = locale_of(request)
        told = [(one.line, one.verdict, text(f"rights.use_row.{one.verdict}", locale)) for one in rows]
        return attachment("rows-not-booked.csv", table(("line", "reason", "says"), told))

    return [
        Route("/console/uses/preview", look, methods=["POST"]),
        Route("/console/uses/import", upload, methods=["POST"]),
        Route("/files/uses/{file}/bad.csv", bad),
    ]


def _described(found: Foreseen, locale: str) -> dict[str, Any]:
    """Say what booking would do, for the console."""
    wrong = {one.line: one.verdict for one in found.uses.bad}
    verdicts = Counter([*(str(one.verdict) for one in found.rows), *wrong.values()])
    left = [(one.row.line, str(one.verdict)) for one in found.rows if one.verdict is not Verdict.MATCHED]
    marks = Counter(one.mark for one in found.rows if one.mark)
    return {
        "why": "",
        "format": found.uses.format,
        "encoding": found.uses.encoding,
        "rowCount": len(found.rows) + len(wrong),
        "matchedCount": verdicts.get(Verdict.MATCHED, 0),
        "lateCount": marks.get("late", 0),
        "outsideCount": marks.get("outside", 0),
        "verdicts": [
            {"verdict": name, "name": text(f"rights.use_row.{name}", locale), "count": count}
            for name, count in sorted(verdicts.items())
        ],
        "bad": [
            {"line": line, "message": text(f"rights.use_row.{verdict}", locale)}
            for line, verdict in sorted([*left, *wrong.items()])[:_SHOWN]
        ],
    }


async def _sent(form: FormData) -> _Sent:
    file, key, provider = form.get("file"), form.get("key"), form.get("provider")
    if not isinstance(file, UploadFile) or not isinstance(key, str) or not isinstance(provider, str):
        raise Malformed(because("kernel.reason.fields", names="file, key, provider"), "file")
    name = visible(file.filename or "").strip()[:NAME_MAX] or "uses"
    zone = form.get("zone")
    chosen = zone.strip() if isinstance(zone, str) and zone.strip() else settings().zone
    owner = ProviderId(parse_id(PROVIDER, provider, "provider"))
    return _Sent(key, name, await file.read(BYTES_MAX + 1), owner, chosen)
