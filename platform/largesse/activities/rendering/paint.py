"""Paint a page: render once per (build, document, phase, locale, theme, variant), keep it, wrap it."""

import threading
from collections import OrderedDict
from dataclasses import replace
from typing import Any

from largesse.activities.rendering.build import Build, current_build
from largesse.activities.rendering.engine import RenderFailed
from largesse.activities.rendering.script import PaintAsk, sheet_of
from largesse.activities.rendering.shell import Paint, wrap
from largesse.kernel.copy import LOCALES, text

PHASES = ("preview", "soon", "running", "paused", "ended", "halted")
THEMES = ("light", "black-gold")
KEPT_MAX = 512

_kept: "OrderedDict[tuple[Any, ...], Paint]" = OrderedDict()
_guard = threading.Lock()


def paint(ask: PaintAsk) -> Paint:
    """Give a page's HTML and the policy it is served under.

    Blocking: some milliseconds the first time, none after.

    Raises:
        NotBuilt: the front end has not been built.
        RenderFailed: the page cannot be painted, not even without the components that fail.
    """
    build = current_build()
    theme = _theme(ask)
    locale = ask.locale if ask.locale in LOCALES else LOCALES[0]
    varied = (ask.slug, ask.phase, ask.view, ask.demo, ask.notice, ask.elder)
    key = (build.id, ask.content_hash, locale, theme, *varied)
    with _guard:
        if key in _kept:
            _kept.move_to_end(key)
            return _kept[key]
    fresh = _paint(build, replace(ask, locale=locale, theme=theme))
    with _guard:
        _kept[key] = fresh
        while len(_kept) > KEPT_MAX:
            _kept.popitem(last=False)
    return fresh


def notice(key: str, locale: str, *, elder: bool = False) -> Paint:
    """Paint a page that only says something; ``key`` names its title, ``<key>_note`` its note."""
    words = (text(key, locale), text(f"{key}_note", locale))
    empty: dict[str, Any] = {"pages": []}
    ask = PaintAsk(empty, "", slug="", phase="running", locale=locale, view="notice", notice=words)
    return paint(replace(ask, elder=elder))


def _theme(ask: PaintAsk) -> str:
    own = (ask.document.get("theme") or {}).get("name")
    return next((name for name in (ask.theme, own) if name in THEMES), THEMES[0])


def _paint(build: Build, ask: PaintAsk) -> Paint:
    if ask.phase not in PHASES:
        raise RenderFailed(f"no such phase: {ask.phase}")
    return wrap(build, sheet_of(build, ask))
