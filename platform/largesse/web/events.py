"""Where events come in: ``POST /open/v1/events``, signed, at most 500; files of them from the console."""

from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from largesse.faces.context import locale_of
from largesse.kernel.actor import Actor
from largesse.kernel.copy import text
from largesse.kernel.ids import maybe_id, parse_id, text_id
from largesse.kernel.settings import settings
from largesse.play.event_files.event_table import BYTES_MAX, ROWS_MAX
from largesse.play.event_files.reads import ROWS, EventFileMissing, event_file_of
from largesse.play.event_files.records import EVENT_FILE
from largesse.play.event_files.take_file import Foreseen, TakeEventFile, foresee, take_event_file
from largesse.play.inbound.console import reason_in_words
from largesse.play.inbound.prove import prove
from largesse.play.inbound.records import INBOUND
from largesse.play.inbound.take import Taken, take
from largesse.play.inbound.told import BODY_MAX, read_message
from largesse.play.sources.records import SourceId
from largesse.play.sources.source import SOURCE
from largesse.store.retry import retried
from largesse.store.work import Read, Work
from largesse.web.parts import Parts, body_within
from largesse.web.row_files import Left, RowFiles, Sent, judged


def routes(parts: Parts) -> list[BaseRoute]:
    """Give the routes of events."""

    async def receive(request: Request) -> Response:
        body = await body_within(request, BODY_MAX)
        headers = {name.lower(): value for name, value in request.headers.items()}

        async def once() -> list[Taken]:
            async with parts.work.job() as tx:
                source = await prove(tx, headers, body)
                return await take(tx, source, read_message(body), "system")

        return JSONResponse(_answer(await retried(once), locale_of(request)), 202)

    return [Route("/open/v1/events", receive, methods=["POST"]), *FILES.routes(parts)]


def _answer(found: list[Taken], locale: str) -> dict[str, object]:
    """Say of each event what became of it, in their order."""
    kinds = ("accepted", "duplicate", "quarantined")
    counts = {name: sum(one.becomes == name for one in found) for name in kinds}
    return {**counts, "events": [_one(one, locale) for one in found]}


def _one(one: Taken, locale: str) -> dict[str, str | None]:
    return {
        "id": one.id,
        "becomes": one.becomes,
        "reason": one.reason,
        "message": reason_in_words(one.reason, one.what, locale),
        "event": maybe_id(INBOUND, one.inbound),
    }


async def _look(sent: Sent, actor: Actor, work: Work) -> Foreseen:
    return await foresee(sent.data, _source(sent), _zone(sent), actor=actor, work=work)


async def _take(sent: Sent, actor: Actor, work: Work) -> dict[str, str]:
    ask = TakeEventFile(
        key=sent.key, source=_source(sent), file_name=sent.name, data=sent.data, zone=_zone(sent)
    )
    return {"file": text_id(EVENT_FILE, (await take_event_file(ask, actor=actor, work=work)).file)}


async def _left(read: Read, actor: Actor, about: str, locale: str) -> Left:
    file = parse_id(EVENT_FILE, about, "file")
    if await event_file_of(read, actor, file) is None:
        raise EventFileMissing(file)
    rows = [
        (one.line, one.reference, one.verdict, text(f"{ROWS.words}.{one.verdict}", locale))
        for one in await ROWS.left_out_of(read, file, ROWS_MAX)
    ]
    return Left("rows-not-counted.csv", ("line", "id", "reason", "says"), rows)


def _described(found: Foreseen, locale: str) -> dict[str, Any]:
    """Say what taking it would do, for the console."""
    verdicts = [one.verdict for one in found.rows]
    left = [(one.line, one.verdict) for one in found.rows if one.verdict != "accepted"]
    return {
        "why": "",
        "format": found.events.format,
        "encoding": found.events.encoding,
        "rowCount": len(found.rows),
        "goodCount": verdicts.count("accepted"),
        **judged(verdicts, left, ROWS.words, locale),
    }


def _source(sent: Sent) -> SourceId:
    return SourceId(parse_id(SOURCE, sent.field("source"), "source"))


def _zone(sent: Sent) -> str:
    return sent.field("zone").strip() or settings().zone


FILES = RowFiles(
    path="/console/events",
    bad_path="/files/events/{file}/bad.csv",
    operation="play.upload_events",
    name="events",
    bytes_max=BYTES_MAX,
    needs=("source",),
    look=_look,
    describe=_described,
    take=_take,
    left=_left,
    sees="play.read_events",
)
