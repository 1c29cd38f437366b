"""Paint a document in every way a client can meet it, before anyone signs it.

Words       *way* one phase, language, look and view; *fault* what cannot be painted, and its field
Invariant   what has no fault here is served whole: the phone's page is painted by the same script
Source      docs/explanation/rendering.md
"""

import threading
from collections import OrderedDict
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass, replace
from itertools import islice, product
from typing import Any

from largesse.activities.documents.grammar import Grammar
from largesse.activities.rendering.build import Build, current_build
from largesse.activities.rendering.engine import RenderFailed
from largesse.activities.rendering.paint import PHASES, THEMES
from largesse.activities.rendering.script import PaintAsk, failing, sheet_of, try_out
from largesse.activities.rendering.shell import LeftOut
from largesse.activities.terms.terms import terms_of_draft
from largesse.kernel.canonical import digest
from largesse.kernel.copy import LOCALES

VIEWS = ("page", "right")
TRIES_MAX = 400
_KEPT_MAX = 256

Path = tuple[str | int, ...]
_READ = (
    "plays",
    "rights",
    "audience",
    "disclosure",
    "title",
    "window",
    "share",
)  # what a page knows of its activity
_NAMES = {"id", "ref", "play", "right"}  # what these lead to is at fault, not they
_kept: "OrderedDict[tuple[str, str], tuple[Fault, ...]]" = OrderedDict()
_guard = threading.Lock()


@dataclass(frozen=True)
class Fault:
    """What cannot be painted. ``path`` leads to the field; ``component`` is empty for the page as a whole."""

    path: Path
    component: str
    why: str


def faults(document: dict[str, Any], grammar: Grammar) -> tuple[Fault, ...]:
    """Paint a document in every way; none where clients can be served all of it.

    Blocking: some hundredths of a second for a document that was not painted before.

    Raises:
        NotBuilt: the front end has not been built.
    """
    build = current_build()
    key = (build.id, digest(document))
    with _guard:
        if key in _kept:
            _kept.move_to_end(key)
            return _kept[key]
    found = tuple(_found(build, document, grammar))
    with _guard:
        _kept[key] = found
        while len(_kept) > _KEPT_MAX:
            _kept.popitem(last=False)
    return found


def ways(document: dict[str, Any], grammar: Grammar) -> Iterator[PaintAsk]:
    """Give every way in which a client can meet a document."""
    for phase, locale, theme, view in product(PHASES, LOCALES, THEMES, VIEWS):
        yield PaintAsk(document, "", "preview", phase, locale, theme, view, grammar=grammar)


def _found(build: Build, document: dict[str, Any], grammar: Grammar) -> Iterator[Fault]:
    """Try out each phase, language and view; a look changes the style only, so each is painted whole once."""
    failed: tuple[str, ...] = ()
    looks: set[str | None] = set()
    for way in ways(document, grammar):
        ask = replace(way, without=failed)
        try:
            if ask.theme not in looks:
                looks.add(ask.theme)
                out = sheet_of(build, ask).left_out
            else:
                out = _tried(build, ask) if ask.theme == THEMES[0] else ()
        except RenderFailed as why:
            yield Fault(_field(build, ask, None) or (), "", str(why))
            return
        failed += tuple(one.node for one in out)
        yield from (Fault(_place(build, ask, one), one.component, one.why) for one in out)


def _tried(build: Build, ask: PaintAsk) -> tuple[LeftOut, ...]:
    try:
        try_out(build, ask)
    except RenderFailed:
        return sheet_of(build, ask).left_out
    return ()


def _place(build: Build, ask: PaintAsk, out: LeftOut) -> Path:
    """Find the field that makes a component fail: the one without which it does not."""
    own = (path for path, node in _nodes(ask.document) if node == out.node)
    return _field(build, ask, out) or next(own, ())


def _field(build: Build, ask: PaintAsk, out: LeftOut | None) -> Path | None:
    for path in islice(_suspects(ask.document, out.node if out else None), TRIES_MAX):
        if any(not _still(build, replace(ask, document=one), out) for one in _altered(ask.document, path)):
            return path
    return None


def _still(build: Build, ask: PaintAsk, out: LeftOut | None) -> bool:
    """Tell whether it fails still; a document that says nothing of its plays any more proves nothing."""
    if ask.grammar is not None and terms_of_draft(ask.document, ask.grammar) is None:
        return True
    try:
        left_out = failing(build, ask) if out else sheet_of(build, ask).left_out
    except RenderFailed:
        return True
    return out is not None and any(one.node == out.node for one in left_out)


def _suspects(document: dict[str, Any], node: str | None) -> Iterator[Path]:
    """Give the fields that may be at fault: the component's own first, then what all components read."""
    for path, name in _nodes(document):
        if name == node:
            props = _at(document, (*path, "props"))
            yield from ((*path, "props", *leaf) for leaf in _leaves(props))
    read = {part: document[part] for part in _READ if part in document}
    yield from _leaves(read)


def _altered(document: dict[str, Any], path: Path) -> Iterator[dict[str, Any]]:
    """Give the document with a field said plainly, and without it."""
    for plain in (True, False):
        changed = deepcopy(document)
        held = _at(changed, path[:-1])
        if plain:
            held[path[-1]] = "-"
        else:
            del held[path[-1]]
        yield changed


def _leaves(value: Any, path: Path = ()) -> Iterator[Path]:
    inner: Any = ()
    if isinstance(value, dict):
        inner = value.items()
    elif isinstance(value, list):
        inner = enumerate(value)
    elif not path or path[-1] not in _NAMES:
        yield path
    for name, one in inner:
        yield from _leaves(one, (*path, name))


def _nodes(document: dict[str, Any]) -> Iterator[tuple[Path, str]]:
    for number, page in enumerate(document.get("pages", [])):
        yield from _below(page.get("nodes", []), ("pages", number, "nodes"))


def _below(some: list[Any], path: Path) -> Iterator[tuple[Path, str]]:
    for number, node in enumerate(some):
        yield (*path, number), node["id"]
        for slot, inner in node.get("slots", {}).items():
            yield from _below(inner, (*path, number, "slots", slot))


def _at(value: Any, path: Path) -> Any:
    for step in path:
        value = value[step]
    return value
