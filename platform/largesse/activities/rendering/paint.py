"""Paint a page: render once per (build, document, phase, locale, theme), keep it, wrap it."""

import json
import threading
from collections import OrderedDict
from dataclasses import dataclass
from typing import Any

from largesse.activities.rendering.addresses import foul
from largesse.activities.rendering.build import Build, current_build
from largesse.activities.rendering.engine import RenderFailed, render
from largesse.activities.rendering.shell import Paint, Sheet, wrap
from largesse.kernel.copy import LOCALES, text

PHASES = ("preview", "soon", "running", "paused", "ended", "halted")
THEMES = ("light", "black-gold")
KEPT_MAX = 512

_kept: "OrderedDict[tuple[Any, ...], Paint]" = OrderedDict()
_guard = threading.Lock()


@dataclass(frozen=True)
class PaintAsk:
    """What to paint. ``content_hash`` addresses ``document``; ``theme`` None: the document's own.

    ``view`` is ``page`` for the page of the activity, ``right`` for the place where a right is shown,
    ``notice`` for a page that only says ``notice`` (its title, its note).
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


def paint(ask: PaintAsk) -> Paint:
    """Give a page's HTML and the policy it is served under.

    Blocking: some milliseconds the first time, none after.

    Raises:
        NotBuilt: the front end has not been built.
        RenderFailed: the page cannot be rendered or would hold what a page must not hold.
    """
    build = current_build()
    theme = _theme(ask)
    locale = ask.locale if ask.locale in LOCALES else LOCALES[0]
    varied = (ask.slug, ask.phase, ask.view, ask.demo, ask.notice)
    key = (build.id, ask.content_hash, locale, theme, *varied)
    with _guard:
        if key in _kept:
            _kept.move_to_end(key)
            return _kept[key]
    fresh = _paint(build, ask, locale, theme)
    with _guard:
        _kept[key] = fresh
        while len(_kept) > KEPT_MAX:
            _kept.popitem(last=False)
    return fresh


def notice(key: str, locale: str) -> Paint:
    """Paint a page that only says something; ``key`` names its title, ``<key>_note`` its note."""
    words = (text(key, locale), text(f"{key}_note", locale))
    empty: dict[str, Any] = {"pages": []}
    return paint(PaintAsk(empty, "", slug="", phase="running", locale=locale, view="notice", notice=words))


def _theme(ask: PaintAsk) -> str:
    own = (ask.document.get("theme") or {}).get("name")
    return next((name for name in (ask.theme, own) if name in THEMES), THEMES[0])


def _paint(build: Build, ask: PaintAsk, locale: str, theme: str) -> Paint:
    if ask.phase not in PHASES:
        raise RenderFailed(f"no such phase: {ask.phase}")
    asked = {
        "document": ask.document,
        "slug": ask.slug,
        "phase": ask.phase,
        "locale": locale,
        "theme": theme,
        "view": ask.view,
        "demo": ask.demo,
    }
    if ask.notice is not None:
        asked["notice"] = dict(zip(("title", "note"), ask.notice, strict=True))
    answer = json.loads(render(build.id, build.script, json.dumps(asked, ensure_ascii=False)))
    wrong = foul(answer["html"])
    if wrong:
        raise RenderFailed(f"the page holds {wrong[:5]}")
    return wrap(build, Sheet(locale=locale, theme=theme, **answer))
