"""Files of rights from elsewhere up, lines in error and the template down."""

from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from largesse.faces.context import locale_of
from largesse.kernel.actor import Actor
from largesse.kernel.copy import text
from largesse.kernel.ids import parse_id, text_id
from largesse.rights.budgets.budget import BUDGET
from largesse.rights.budgets.records import BudgetId
from largesse.rights.code_lots.code_file import lengths_of
from largesse.rights.elsewhere.decide import ElsewhereFileMissing
from largesse.rights.elsewhere.grant_row import Verdict
from largesse.rights.elsewhere.grant_table import BYTES_MAX, ROWS_MAX
from largesse.rights.elsewhere.grant_template import grant_template
from largesse.rights.elsewhere.reads import ROWS, elsewhere_of
from largesse.rights.elsewhere.records import ELSEWHERE
from largesse.rights.elsewhere.take_file import Foreseen, TakeGrants, foresee, take_grants
from largesse.store.work import Read, Work
from largesse.web.parts import Parts
from largesse.web.row_files import XLSX, Left, RowFiles, Sent, attachment, judged


async def _look(sent: Sent, actor: Actor, work: Work) -> Foreseen:
    return await foresee(sent.data, sent.field("system"), _budget(sent), actor=actor, work=work)


async def _take(sent: Sent, actor: Actor, work: Work) -> dict[str, str]:
    ask = TakeGrants(
        key=sent.key,
        system=sent.field("system"),
        budget=_budget(sent),
        file_name=sent.name,
        data=sent.data,
    )
    return {"file": text_id(ELSEWHERE, (await take_grants(ask, actor=actor, work=work)).file)}


async def _left(read: Read, actor: Actor, about: str, locale: str) -> Left:
    file = parse_id(ELSEWHERE, about, "file")
    if await elsewhere_of(read, actor, file) is None:
        raise ElsewhereFileMissing(file)
    rows = [
        (one.line, one.reference, one.verdict, text(f"{ROWS.words}.{one.verdict}", locale))
        for one in await ROWS.left_out_of(read, file, ROWS_MAX)
    ]
    return Left("rows-not-given.csv", ("line", "reference", "reason", "says"), rows)


def _described(found: Foreseen, locale: str) -> dict[str, Any]:
    """Say what giving would do, for the console."""
    wrong = [(one.line, str(one.verdict)) for one in found.grants.bad]
    left = [(one.row.line, str(one.verdict)) for one in found.rows if one.verdict is not Verdict.GOOD]
    usual, shorter = lengths_of([one.code for one in found.grants.rows if one.code])
    verdicts = [*(str(one.verdict) for one in found.rows), *(verdict for _, verdict in wrong)]
    return {
        "why": "",
        "format": found.grants.format,
        "encoding": found.grants.encoding,
        "columns": [{"head": one.head, "field": one.field} for one in found.grants.columns],
        "rowCount": found.grants.count,
        "goodCount": len(found.good),
        "usualLength": usual,
        "shorterCount": shorter,
        "cost": {"amountMinor": found.cost_minor, "currency": found.currency},
        **judged(verdicts, [*left, *wrong], ROWS.words, locale),
    }


def _budget(sent: Sent) -> BudgetId:
    return BudgetId(parse_id(BUDGET, sent.field("budget"), "budget"))


FILES = RowFiles(
    path="/console/elsewhere",
    bad_path="/files/elsewhere/{file}/bad.csv",
    operation="rights.import_rights",
    name="rights",
    bytes_max=BYTES_MAX,
    needs=("system", "budget"),
    look=_look,
    describe=_described,
    take=_take,
    left=_left,
)


def routes(parts: Parts) -> list[BaseRoute]:
    """Give the routes of these files."""

    async def template(request: Request) -> Response:
        actor = await parts.own_staff(request)
        actor.must("rights.import_rights")
        return attachment("rights.xlsx", grant_template(locale_of(request)), XLSX)

    return [*FILES.routes(parts), Route("/files/elsewhere-template.xlsx", template)]
