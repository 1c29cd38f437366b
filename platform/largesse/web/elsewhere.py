"""Files of rights from elsewhere up, lines in error down: what GraphQL cannot carry.

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
from largesse.kernel.writing import visible
from largesse.rights.budgets.budget import BUDGET
from largesse.rights.budgets.records import BudgetId
from largesse.rights.code_lots.preview import why_in_words
from largesse.rights.elsewhere.decide import ElsewhereFileMissing
from largesse.rights.elsewhere.grant_row import Verdict
from largesse.rights.elsewhere.grant_table import BYTES_MAX, ROWS_MAX
from largesse.rights.elsewhere.reads import elsewhere_of, left_out_of
from largesse.rights.elsewhere.records import ELSEWHERE
from largesse.rights.elsewhere.take_file import NAME_MAX, Foreseen, TakeGrants, foresee, take_grants
from largesse.store.retry import retried
from largesse.store.tables.unreadable import Unreadable
from largesse.web.codes import attachment, table
from largesse.web.parts import Parts, form_within

_SHOWN = 200


@dataclass(frozen=True)
class _Sent:
    """What came: the file, its name, whose it is, the budget that it stands in."""

    key: str
    name: str
    data: bytes
    system: str
    budget: BudgetId


def routes(parts: Parts) -> list[BaseRoute]:
    """Give the routes of files of rights from elsewhere."""

    async def look(request: Request) -> Response:
        actor = await parts.own_staff(request)
        actor.must("rights.import_rights")
        locale = locale_of(request)
        async with form_within(request, BYTES_MAX, fields=5) as form:
            sent = await _sent(form)
        try:
            found = await foresee(sent.data, sent.system, sent.budget, actor=actor, work=parts.work)
        except Unreadable as wrong:
            return JSONResponse({"why": why_in_words(wrong, locale)})
        return JSONResponse(_described(found, locale))

    async def upload(request: Request) -> Response:
        actor = await parts.own_staff(request)
        actor.must("rights.import_rights")
        async with form_within(request, BYTES_MAX, fields=5) as form:
            sent = await _sent(form)
        ask = TakeGrants(
            key=sent.key, system=sent.system, budget=sent.budget, file_name=sent.name, data=sent.data
        )
        try:
            taken = await retried(lambda: take_grants(ask, actor=actor, work=parts.work))
        except Unreadable as wrong:
            return JSONResponse({"why": why_in_words(wrong, locale_of(request))})
        return JSONResponse({"file": text_id(ELSEWHERE, taken.file)}, 202)

    async def bad(request: Request) -> Response:
        actor = await parts.own_staff(request)
        actor.must("rights.view")
        [ident] = request.path_params.values()
        file = parse_id(ELSEWHERE, ident, "file")
        async with parts.work.read() as read:
            if await elsewhere_of(read, actor, file) is None:
                raise ElsewhereFileMissing(file)
            rows = await left_out_of(read, file, ROWS_MAX)
        locale = locale_of(request)
        told = [
            (one.line, one.reference, one.verdict, text(f"rights.grant_row.{one.verdict}", locale))
            for one in rows
        ]
        return attachment("rows-not-given.csv", table(("line", "reference", "reason", "says"), told))

    return [
        Route("/console/elsewhere/preview", look, methods=["POST"]),
        Route("/console/elsewhere/import", upload, methods=["POST"]),
        Route("/files/elsewhere/{file}/bad.csv", bad),
    ]


def _described(found: Foreseen, locale: str) -> dict[str, Any]:
    """Say what giving would do, for the console."""
    wrong = [(one.line, str(one.verdict)) for one in found.grants.bad]
    left = [(one.row.line, str(one.verdict)) for one in found.rows if one.verdict is not Verdict.GOOD]
    verdicts = Counter([*(str(one.verdict) for one in found.rows), *(verdict for _, verdict in wrong)])
    return {
        "why": "",
        "format": found.grants.format,
        "encoding": found.grants.encoding,
        "columns": [{"head": one.head, "field": one.field} for one in found.grants.columns],
        "rowCount": found.grants.count,
        "goodCount": len(found.good),
        "cost": {"amountMinor": found.cost_minor, "currency": found.currency},
        "verdicts": [
            {"verdict": name, "name": text(f"rights.grant_row.{name}", locale), "count": count}
            for name, count in sorted(verdicts.items())
        ],
        "bad": [
            {"line": line, "message": text(f"rights.grant_row.{verdict}", locale)}
            for line, verdict in sorted([*left, *wrong])[:_SHOWN]
        ],
    }


async def _sent(form: FormData) -> _Sent:
    file, *told = (form.get(name) for name in ("file", "key", "system", "budget"))
    words = [one for one in told if isinstance(one, str)]
    if not isinstance(file, UploadFile) or len(words) != len(told):
        raise Malformed(because("kernel.reason.fields", names="file, key, system, budget"), "file")
    key, system, budget = words
    name = visible(file.filename or "").strip()[:NAME_MAX] or "rights"
    owner = BudgetId(parse_id(BUDGET, budget, "budget"))
    return _Sent(key, name, await file.read(BYTES_MAX + 1), system, owner)
