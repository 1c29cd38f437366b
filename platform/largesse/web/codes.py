"""Files of codes up, codes that the house made and rows in error down."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from largesse.kernel.actor import Actor
from largesse.kernel.copy import text
from largesse.kernel.errors import Malformed
from largesse.kernel.ids import parse_id, text_id
from largesse.kernel.reasons import because
from largesse.rights.code_lots.code_file import BYTES_MAX, COLUMNS_MAX, Choice
from largesse.rights.code_lots.fill import ImportCodes, import_codes
from largesse.rights.code_lots.hand_over import hand_over
from largesse.rights.code_lots.preview import Looked, described, look
from largesse.rights.code_pools.pool import CODE_MAX, LotMissing
from largesse.rights.code_pools.reads import lot_of
from largesse.rights.code_pools.records import LOT, POOL, PoolId
from largesse.store.work import Read, Work
from largesse.web.parts import Parts, form_within
from largesse.web.row_files import Left, RowFiles, Sent, about, attachment


def routes(parts: Parts) -> list[BaseRoute]:
    """Give the routes of files of codes."""

    async def over(request: Request) -> Response:
        """Give the codes that the house made, for a purpose."""
        actor = await parts.own_staff(request)
        actor.must("rights.export_codes")
        lot = parse_id(LOT, about(request), "lot")
        async with form_within(request, 0, fields=2) as form:
            purpose = form.get("purpose")
        said = purpose if isinstance(purpose, str) else ""
        made = await hand_over(lot, said, actor=actor, work=parts.work)
        return attachment(made.name, made.data)

    return [*FILES.routes(parts), Route("/console/code-lots/{lot}/codes", over, methods=["POST"])]


async def _look(sent: Sent, actor: Actor, work: Work) -> Looked:
    return await look(sent.data, _pool(sent), _choice(sent), actor=actor, work=work)


async def _take(sent: Sent, actor: Actor, work: Work) -> dict[str, str]:
    ask = ImportCodes(
        key=sent.key, pool=_pool(sent), file_name=sent.name, data=sent.data, choice=_choice(sent)
    )
    return {"lot": text_id(LOT, (await import_codes(ask, actor=actor, work=work)).lot)}


async def _left(read: Read, actor: Actor, about: str, locale: str) -> Left:
    lot = parse_id(LOT, about, "lot")
    row = await lot_of(read, actor, lot)
    if row is None:
        raise LotMissing(lot)
    rows = [(one.line, one.field, text(f"rights.bad_code.{one.reason}", locale)) for one in row.bad]
    return Left("rows-left-out.csv", ("line", "field", "reason"), rows)


def _pool(sent: Sent) -> PoolId:
    return PoolId(parse_id(POOL, sent.about, "pool"))


def _choice(sent: Sent) -> Choice:
    return Choice(
        code=_number(sent, "code", COLUMNS_MAX),
        pin=_number(sent, "pin", COLUMNS_MAX),
        expires=_number(sent, "expires", COLUMNS_MAX),
        heads={"true": True, "false": False}.get(sent.field("heads")),
        length=_number(sent, "length", CODE_MAX),
    )


def _number(sent: Sent, name: str, most: int) -> int | None:
    value = sent.field(name)
    if not value.strip():
        return None
    if not (value.isascii() and value.isdigit()) or int(value) > most:
        raise Malformed(because("kernel.reason.whole_number", most=most), name)
    return int(value)


FILES = RowFiles(
    path="/console/codes/{pool}",
    bad_path="/files/code-lots/{lot}/bad.csv",
    operation="rights.import_codes",
    name="codes",
    bytes_max=BYTES_MAX,
    look=_look,
    describe=described,
    take=_take,
    left=_left,
)
