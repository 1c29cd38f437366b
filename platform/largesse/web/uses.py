"""Files of uses up, rows in error down."""

from collections import Counter
from typing import Any

from largesse.kernel.actor import Actor
from largesse.kernel.copy import text
from largesse.kernel.ids import parse_id, text_id
from largesse.kernel.settings import settings
from largesse.rights.catalogue.records import ProviderId
from largesse.rights.catalogue.supply import PROVIDER
from largesse.rights.told_uses.apart import uses_apart
from largesse.rights.told_uses.reads import ROWS, UseFileMissing, cells_of, use_file_of
from largesse.rights.told_uses.records import USE_FILE
from largesse.rights.told_uses.take_file import Foreseen, TakeUses, foresee, take_uses
from largesse.rights.told_uses.use_row import Verdict
from largesse.rights.told_uses.use_table import BYTES_MAX, ROWS_MAX
from largesse.store.work import Read, Work
from largesse.web.row_files import Left, RowFiles, Sent, judged


async def _look(sent: Sent, actor: Actor, work: Work) -> Foreseen:
    return await foresee(sent.data, _provider(sent), _zone(sent), actor=actor, work=work)


async def _take(sent: Sent, actor: Actor, work: Work) -> dict[str, str]:
    await uses_apart(sent.data, _zone(sent), work.house)  # what cannot be read is told, and not kept
    ask = TakeUses(
        key=sent.key, provider=_provider(sent), file_name=sent.name, data=sent.data, zone=_zone(sent)
    )
    return {"file": text_id(USE_FILE, (await take_uses(ask, actor=actor, work=work)).file)}


async def _left(read: Read, actor: Actor, about: str, locale: str) -> Left:
    file = parse_id(USE_FILE, about, "file")
    if await use_file_of(read, actor, file) is None:
        raise UseFileMissing(file)
    found = await ROWS.left_out_of(read, file, ROWS_MAX)
    heads, cells = list[str](), dict[int, list[str]]()
    # Who may bring such a file sees its cells, to mend and send again.
    if found and actor.may(FILES.operation):
        heads, cells = await cells_of(read, file, {one.line for one in found})
    rows = [
        (str(one.line), one.verdict, text(f"{ROWS.words}.{one.verdict}", locale), *cells.get(one.line, ()))
        for one in found
    ]
    return Left("rows-not-booked.csv", ("line", "reason", "says", *heads), rows)


def _described(found: Foreseen, locale: str) -> dict[str, Any]:
    """Say what booking would do, for the console."""
    wrong = {one.line: one.verdict for one in found.uses.bad}
    verdicts = [*(str(one.verdict) for one in found.rows), *wrong.values()]
    left = [(one.row.line, str(one.verdict)) for one in found.rows if one.verdict is not Verdict.MATCHED]
    marks = Counter(one.mark for one in found.rows if one.mark)
    return {
        "why": "",
        "format": found.uses.format,
        "encoding": found.uses.encoding,
        "rowCount": len(found.rows) + len(wrong),
        "matchedCount": verdicts.count(Verdict.MATCHED),
        "lateCount": marks.get("late", 0),
        "outsideCount": marks.get("outside", 0),
        **judged(verdicts, [*left, *wrong.items()], ROWS.words, locale),
    }


def _provider(sent: Sent) -> ProviderId:
    return ProviderId(parse_id(PROVIDER, sent.field("provider"), "provider"))


def _zone(sent: Sent) -> str:
    return sent.field("zone").strip() or settings().zone


FILES = RowFiles(
    path="/console/uses",
    bad_path="/files/uses/{file}/bad.csv",
    operation="rights.import_uses",
    name="uses",
    bytes_max=BYTES_MAX,
    needs=("provider",),
    look=_look,
    describe=_described,
    take=_take,
    left=_left,
)
routes = FILES.routes
