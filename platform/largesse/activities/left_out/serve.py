"""Serve the page of an activity: whatever fails on it is left out, logged, and kept where staff see it.

Invariant   a page that is out is answered, with what of it can be painted; nothing fails unseen
Source      docs/explanation/rendering.md
"""

import asyncio
from collections.abc import Sequence
from functools import partial
from uuid import UUID

import structlog

from largesse.activities.left_out.noted import noted
from largesse.activities.rendering import LeftOut, Paint, PaintAsk, notice, paint
from largesse.activities.rendering.engine import RenderFailed
from largesse.kernel.clock import now
from largesse.kernel.errors import Contended
from largesse.kernel.ids import new_id
from largesse.store.work import Work

log = structlog.get_logger(__name__)
_KEEP = """
insert into activities_left_out
  (id, activity, revision_hash, node, component, why, phase, locale, first_at, last_at)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $9)
on conflict (activity, revision_hash, node) do update
  set why = excluded.why, phase = excluded.phase, locale = excluded.locale, last_at = excluded.last_at
"""


async def page_of(ask: PaintAsk, activity: UUID, work: Work) -> tuple[Paint, int]:
    """Give the page of an activity that is out, and its HTTP status.

    Raises:
        NotBuilt: the front end has not been built.
    """
    try:
        painted, status = await asyncio.to_thread(paint, ask), 200
        out: Sequence[LeftOut] = painted.left_out
    except RenderFailed as why:
        failed = partial(notice, "rendering.page_failed", ask.locale, elder=ask.elder)
        painted, status = await asyncio.to_thread(failed), 503
        out = [LeftOut("", "", str(why))]
    if out and noted(work.house).due((activity, ask.content_hash), now()):
        await _note(ask, activity, out, work)
    return painted, status


async def _note(ask: PaintAsk, activity: UUID, out: Sequence[LeftOut], work: Work) -> None:
    """Log what failed and keep it for staff; a database that is busy does not cost the client the page."""
    for one in out:
        log.error("component_left_out", activity=str(activity), node=one.node, why=one.why, phase=ask.phase)
    try:
        async with work.job() as tx:
            for one in out:
                seen = (one.node, one.component, one.why, ask.phase, ask.locale, tx.now)
                await tx.run(_KEEP, new_id(), activity, ask.content_hash, *seen)
    except Contended:
        log.warning("left_out_not_kept", activity=str(activity))
