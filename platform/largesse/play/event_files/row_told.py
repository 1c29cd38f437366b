"""A row of a file becomes an event as its source would have sent it, or a word for why not; pure."""

import re
from collections.abc import Mapping
from typing import Any

from largesse.audience.facts.regulated import EventName, Prop
from largesse.kernel.errors import Malformed
from largesse.play.event_files.event_table import EventRow
from largesse.play.inbound.told import Told, told_of
from largesse.rights.told_uses.use_row import NotATime, instant_of

_DAY = re.compile(r"\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}日?")
_FLAGS = {"是": True, "否": False, "yes": True, "no": False, "true": True, "false": False}


def row_told(row: EventRow, declared: Mapping[str, EventName], zone: str) -> Told | str:
    """Give a row's event; a name may be written as the event is called, a day without a time is its midnight.

    Args:
        row: what it says.
        declared: the declared events by name.
        zone: the IANA zone of times without an offset.

    Returns:
        The event, or its verdict: ``not_a_time``, ``not_an_id``.
    """
    name = _named(row.name, declared)
    at = f"{row.at} 00:00" if _DAY.fullmatch(row.at) else row.at
    try:
        when = instant_of(at, zone).isoformat()
    except NotATime:
        return "not_a_time"
    props = _props(row.cells, declared.get(name))
    item = {"id": row.id, "name": name, "at": when, "client": {row.kind: row.client}, "props": props}
    try:
        told = told_of(item)
    except Malformed:
        return "not_an_id"
    return Told(told.id, told.name, told.at, told.client, told.props, row.line)


def _named(said: str, declared: Mapping[str, EventName]) -> str:
    """Give the name of an event that may be written as people call it; ``?`` where it is neither."""
    if said in declared:
        return said
    called = [one.name for one in declared.values() if said in {one.zh, one.en} and not one.retired]
    if len(called) == 1:
        return called[0]
    return said if said.isascii() and said.isprintable() and " " not in said else "?"


def _props(cells: Mapping[str, str], declared: EventName | None) -> dict[str, Any]:
    """Give the values by the names that are declared; a column that names none keeps its own head."""
    known = {head: one for one in (declared.props if declared else ()) for head in (one.name, one.zh, one.en)}
    return {
        (known[head].name if head in known else head): _value(text, known.get(head))
        for head, text in cells.items()
    }


def _value(text: str, prop: Prop | None) -> Any:
    kind = prop.kind if prop else "text"
    if kind == "number":
        plain = text.replace(",", "")
        return int(plain) if re.fullmatch(r"-?\d{1,16}", plain) else text
    if kind == "flag":
        return _FLAGS.get(text.casefold(), text)
    return text.replace("/", "-") if kind == "day" else text
