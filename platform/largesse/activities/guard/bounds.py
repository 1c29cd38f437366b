"""What a schema cannot say of the rest: the window, one currency, sizes, and components that are known."""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any, cast
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from largesse.activities.documents import document as documents
from largesse.activities.documents.document import nodes
from largesse.activities.guard.problem import Problem, error
from largesse.activities.operators.reading import first, values
from largesse.contracts.documents_gen import ActivityDocument, Expression, Node
from largesse.contracts.reading import pointer
from largesse.contracts.registry import has
from largesse.contracts.validate import validate

EXPRESSION_DEPTH_MAX = 8
EXPRESSION_NODES_MAX = 200
NODES_MAX = 500
NODE_DEPTH_MAX = 6
YEARS = (2000, 2199)  # a year that was mistyped, such as 0002, is none that people mean
LASTS_MAX, BEGINS_WITHIN = timedelta(days=366), timedelta(days=2 * 366)


def window(document: ActivityDocument) -> Iterator[Problem]:
    """Ask for an end after the start, in years that people mean, in a zone that there is."""
    when = documents.window(document)
    if when.ends_at <= when.starts_at:
        yield error("window_backwards", "/window/end")
    for field, at in (("start", when.starts_at), ("end", when.ends_at)):
        if not YEARS[0] <= at.year <= YEARS[1]:
            yield error("window_year", pointer("window", field), year=str(at.year))
    try:
        ZoneInfo(when.zone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        yield error("zone_unknown", "/window/tz", zone=when.zone)


def lasts(document: ActivityDocument) -> Iterator[Problem]:
    """Warn of a window longer than campaigns last: mostly a year was mistyped."""
    when = documents.window(document)
    if when.ends_at - when.starts_at > LASTS_MAX:
        facts = (("days", f"{(when.ends_at - when.starts_at).days:,}"), ("most", f"{LASTS_MAX.days}"))
        yield Problem("activities.window_long", "/window/end", "warning", facts)


def today(document: ActivityDocument, now: datetime) -> Iterator[Problem]:
    """Tell what is wrong with a window as seen today: it is over, or begins in years."""
    when = documents.window(document)
    if when.ends_at <= now:
        yield error("window_past", "/window/end")
    elif when.starts_at > now + BEGINS_WITHIN:
        yield Problem(
            "activities.window_far", "/window/start", "warning", (("year", str(when.starts_at.year)),)
        )


def currencies(document: ActivityDocument) -> Iterator[Problem]:
    """Ask for rights in the budget's currency."""
    wanted = document["budget"]["currency"]
    for index, right in enumerate(document["rights"]):
        if right["currency"] != wanted:
            yield error(
                "currency_mixed",
                pointer("rights", index, "currency"),
                currency=right["currency"],
                wanted=wanted,
            )


def expressions(document: ActivityDocument) -> Iterator[Problem]:
    """Ask for expressions that are neither too deep nor too large."""
    asked: list[tuple[Expression, str]] = [(document["audience"]["rule"], "/audience/rule")]
    whens = (play.get("when") for play in document["plays"])
    asked += [(when, pointer("plays", index, "when")) for index, when in enumerate(whens) if when]
    asked += [
        (node["visible"], pointer(*path, "visible")) for node, path in nodes(document) if "visible" in node
    ]
    for expression, path in asked:
        depth, size = _measure(cast("Mapping[str, Any]", expression))
        if depth > EXPRESSION_DEPTH_MAX or size > EXPRESSION_NODES_MAX:
            yield error("expression_too_large", path, most=f"{EXPRESSION_DEPTH_MAX}/{EXPRESSION_NODES_MAX}")


def _measure(expression: Mapping[str, Any]) -> tuple[int, int]:
    inner = expression.get("of", [])
    below = [_measure(one) for one in (inner if isinstance(inner, list) else [inner])]
    return 1 + max((depth for depth, _ in below), default=0), 1 + sum(size for _, size in below)


def components(document: ActivityDocument) -> Iterator[Problem]:
    """Ask for known components in known versions, with settings that fit their schemas."""
    counted = 0
    for node, path in nodes(document):
        counted += 1
        if path.count("slots") > NODE_DEPTH_MAX:
            yield error("page_too_deep", pointer(*path), most=str(NODE_DEPTH_MAX))
        yield from _component(node, pointer(*path))
    if counted > NODES_MAX:
        yield error("page_too_large", "/pages", most=str(NODES_MAX))


def _component(node: Node, path: str) -> Iterator[Problem]:
    name = f"widgets/{node['type']}.v{node['v']}"
    if not has(name):
        yield error("component_unknown", f"{path}/type", type=node["type"], v=str(node["v"]))
        return
    for finding in validate(name, node["props"]):
        facts = (("want", finding.want), ("got", finding.got))
        yield Problem(finding.code, f"{path}/props{finding.path}", "error", facts)


def cycles(document: ActivityDocument) -> Iterator[Problem]:
    """Ask of a state that begins again in cycles how long they are, and of no other."""
    for index, state in enumerate(values(document, "states/*")):
        if (first(state, "reset") == "cycle") != ("days" in state):
            yield error("cycle_untrue", pointer("states", index, "days"))
