"""What timed plays do on events and on the clock."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from largesse.activities.lifecycle.reads import published
from largesse.activities.operators.reading import first, found
from largesse.play.extensions import started_of
from largesse.play.schedules.again import work_off_again
from largesse.play.schedules.work_off import work_off
from largesse.store.outbox import Event, Handler, Handlers, Tick
from largesse.store.work import Tx, typed

_NOTE = """
insert into play_timed (activity, play, since) select $1, play, $3 from unnest($2::text[]) play
on conflict do nothing
"""


@dataclass(frozen=True)
class _Published:
    activity: UUID


async def note_timed(event: Event, tx: Tx[Any]) -> None:
    """Note which plays of a published revision the clock starts; those that are no more are dropped."""
    shown = await published(tx, typed(event.payload, _Published).activity)
    if shown is None:
        return
    clocks = {name for name, one in started_of(tx.house).items() if one.due is not None}
    plays = (one for _, one in found(shown.document, "plays/*"))
    timed = [str(first(one, "id")) for one in plays if first(one, "on/kind") in clocks]
    await tx.run("delete from play_timed where activity = $1 and play <> all($2::text[])", shown.id, timed)
    await tx.run(_NOTE, shown.id, timed, tx.now)


HANDLERS: Handlers = {"activities.revision_published.v1": [Handler("play.note_timed", note_timed)]}
TICKS = [Tick("play.work_off", 15.0, work_off), Tick("play.work_off_again", 15.0, work_off_again)]
