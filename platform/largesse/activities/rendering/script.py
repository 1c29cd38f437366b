"""What the build's script is asked, and what it answers.

Words       *sheet* one page as the script painted it; *left out* a component that fails, and why
Invariant   a component that fails is left out of the page and named; the page itself stands
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from largesse.activities.documents.grammar import Grammar
from largesse.activities.rendering.addresses import foul
from largesse.activities.rendering.build import Build
from largesse.activities.rendering.engine import RenderFailed, render
from largesse.activities.rendering.shell import LeftOut, Sheet
from largesse.activities.terms.terms import terms_of_draft
from largesse.kernel.settings import settings

WHY_MAX = 300
_HALF = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True)
class PaintAsk:
    """What to paint. ``content_hash`` addresses ``document``; ``theme`` None: the document's own.

    ``view`` is ``page`` for the page of the activity, ``my`` for a client's own page, ``right`` for the place
    where a right is shown, ``draw`` for the one where a draw is checked, ``notice`` for a page that only says
    ``notice`` (its title, its note). ``without`` names nodes that are left out. ``elder``: in the
    elder-friendly variant. ``grammar``: what the document is written with; None where it has no plays.
    """

    document: dict[str, Any]
    content_hash: str
    slug: str
    phase: str
    locale: str
    theme: str | None = None
    view: str = "page"
    demo: bool = False
    notice: tuple[str, str] | None = None
    without: tuple[str, ...] = ()
    elder: bool = False
    grammar: Grammar | None = None


def sheet_of(build: Build, ask: PaintAsk) -> Sheet:
    """Paint an ask whose locale and theme are chosen, without the components that fail.

    Raises:
        RenderFailed: the page cannot be painted even without them.
    """
    try:
        return _sheet(build, ask)
    except RenderFailed:
        out = failing(build, ask)
        if not out:
            raise
    return _sheet(build, replace(ask, without=(*ask.without, *(one.node for one in out))), out)


def failing(build: Build, ask: PaintAsk) -> tuple[LeftOut, ...]:
    """Name the components that fail when each is painted alone, in reading order."""
    alone = json.loads(render(build.id, build.script, _json(asked_of(ask)), "apart"))
    return tuple(
        LeftOut(one["id"], one["type"], why[:WHY_MAX])
        for one in alone
        if (why := one["fails"] or "; ".join(_wrong(one["html"])))
    )


def asked_of(ask: PaintAsk) -> dict[str, Any]:
    """Give an ask as the script reads it."""
    names = ("document", "slug", "phase", "locale", "theme", "view", "demo", "without", "elder")
    asked = {name: getattr(ask, name) for name in names} | {"service": settings().service_line}
    if ask.grammar is not None:
        asked["terms"] = terms_of_draft(ask.document, ask.grammar)
    if ask.notice is not None:
        asked["notice"] = dict(zip(("title", "note"), ask.notice, strict=True))
    return asked


def _sheet(build: Build, ask: PaintAsk, left_out: tuple[LeftOut, ...] = ()) -> Sheet:
    answer = json.loads(render(build.id, build.script, _json(asked_of(ask))))
    _must_be_clean(answer["html"])
    return Sheet(locale=ask.locale, theme=ask.theme or "", left_out=left_out, elder=ask.elder, **answer)


def try_out(build: Build, ask: PaintAsk) -> None:
    """Paint what stands between the style and the script of a page.

    Raises:
        RenderFailed: it cannot be painted whole.
    """
    _must_be_clean(json.loads(render(build.id, build.script, _json(asked_of(ask)), "html")))


def _must_be_clean(html: str) -> None:
    wrong = list(_wrong(html))
    if wrong:
        raise RenderFailed(f"the page holds {wrong[:5]}")


def _wrong(html: str) -> Iterator[str]:
    """Name what a paint must not hold; half a character is no text."""
    yield from foul(html)
    if _HALF.search(html):
        yield "half a character"


def _json(asked: dict[str, Any]) -> str:
    return json.dumps(asked, ensure_ascii=False)
