"""The first paint of a page: the components' own source, run by QuickJS inside Python.

Words       A *build* is what the front-end build left in ``web/static``; a *paint* is one page's HTML.
Invariant   a paint is a pure function of (build, document, phase, locale, theme, variant) and the
            house's settings, so it may be kept;
            nothing of a client is in it
Source      docs/explanation/rendering.md
"""

from largesse.activities.rendering.build import Build, NotBuilt, current_build
from largesse.activities.rendering.paint import PHASES, notice, paint
from largesse.activities.rendering.script import PaintAsk
from largesse.activities.rendering.shell import LeftOut, Paint

__all__ = ["PHASES", "Build", "LeftOut", "NotBuilt", "Paint", "PaintAsk", "current_build", "notice", "paint"]
