"""What a schema cannot say of the page: its size, where it leads, what its components can hold."""

import re
from collections.abc import Iterator, Mapping
from typing import Any, cast

from largesse.activities.documents.document import nodes, plays
from largesse.activities.documents.grammar import Grammar
from largesse.activities.guard.problem import Problem, error
from largesse.activities.rendering.addresses import is_link
from largesse.contracts.documents_gen import ActivityDocument, Node
from largesse.contracts.reading import pointer
from largesse.contracts.registry import has, schema

_LINK = re.compile(r"\[([^\]\n]+)\]\(([^)\n]*)\)")
_WORDS_MAX, _RICH, _HOLDS, _PLAY = 200, "rich", "x-prizes-max", "play"


def empty(document: ActivityDocument) -> Iterator[Problem]:
    """Ask for something on the page; frames with nothing in them are nothing."""
    for number, page in enumerate(document["pages"]):
        if all(_bare(node) for node in page["nodes"]):
            yield error("page_empty", pointer("pages", number, "nodes"))


def links(document: ActivityDocument) -> Iterator[Problem]:
    """Ask for links in text that the phone can follow; it shows any other as it was typed."""
    for node, path in nodes(document):
        for name, property_ in _schema(node).get("properties", {}).items():
            if property_.get("x-text") == _RICH:
                said = cast("Mapping[str, str]", node["props"].get(name, {}))
                for locale, text in said.items():
                    yield from _refused(text, pointer(*path, "props", name, locale))


def _refused(text: str, path: str) -> Iterator[Problem]:
    for words, address in _LINK.findall(text):
        if len(words) > _WORDS_MAX or not is_link(address):
            yield error("link_refused", path, link=address or words)


def held(document: ActivityDocument, grammar: Grammar) -> Iterator[Problem]:
    """Ask for no more prizes than a component can show."""
    counts = {played.id: len(played.offered) for played in plays(document, grammar)}
    for node, path in nodes(document):
        most, count = _schema(node).get(_HOLDS), counts.get(str(node["props"].get("play")), 0)
        if most is not None and count > most:
            yield error("component_too_full", pointer(*path), count=str(count), most=str(most))


def offered(document: ActivityDocument, grammar: Grammar) -> Iterator[Problem]:
    """Warn of a play that clients start and that nothing on the page lets them start."""
    on_page = {name for node, _ in nodes(document) for _, name in plays_named(node)}
    for index, play in enumerate(document["plays"]):
        trigger = grammar.trigger_of(play)
        served = not trigger.alone and trigger.name in grammar.triggers.served
        if served and play["id"] not in on_page:
            facts = (("play", play["title"]),)
            yield Problem("activities.play_not_offered", pointer("plays", index), "warning", facts)


def plays_named(node: Node) -> Iterator[tuple[str, str]]:
    """Give the settings of a component that name a play, with the play that each names."""
    for setting, property_ in _schema(node).get("properties", {}).items():
        if property_.get("x-control") == _PLAY and setting in node["props"]:
            yield setting, str(cast("Mapping[str, Any]", node["props"])[setting])


def _bare(node: Node) -> bool:
    """Tell whether a component only holds others and holds none."""
    inside = [one for some in node.get("slots", {}).values() for one in some]
    return bool(_schema(node).get("x-slots")) and all(_bare(one) for one in inside)


def _schema(node: Node) -> Mapping[str, Any]:
    name = f"widgets/{node['type']}.v{node['v']}"
    return schema(name) if has(name) else {}
