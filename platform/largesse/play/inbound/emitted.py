"""Take what a plugin emits, as what any other source tells: judged, kept once, told to the house.

Invariant   only names and values that the running version's manifest declares count, and of the names those
            that were granted; others stand apart like any event that its source may not tell
"""

from collections.abc import Sequence
from typing import Any

from largesse.audience.event_names.reads import declared_events
from largesse.play.inbound.take import take
from largesse.play.inbound.told import told_of
from largesse.play.sources.fitting import narrowed
from largesse.play.sources.records import Source
from largesse.plugging.emitting.reads import Emitter
from largesse.store.work import Tx
from largesse_sdk.emitting import Emitted

_TOLD = """
update play_source set told_at = $2
where id = $1 and (told_at is null or told_at < $2::timestamptz - interval '1 minute')
"""


async def take_emitted(tx: Tx[Any], emitter: Emitter, events: Sequence[Any]) -> list[Emitted] | None:
    """Take events of a plugin in, at most 500; None: nothing was granted to it.

    Raises:
        Malformed: ``kernel.malformed`` at the place that is no event; nothing is kept.
    """
    source = await Source.get_or_none(installation=emitter.id, stopped_at=None, using_db=tx.conn)
    names = sorted(emitter.names & set(source.events)) if source is not None else []
    if source is None or not names:
        return None
    told = [told_of(one, f"events/{nr}/") for nr, one in enumerate(events)]
    source.events = names  # for this message: what the version does not declare is not its to tell
    declared = await declared_events(tx)
    own = {
        one.name: narrowed(declared[one.name], one) for one in emitter.manifest.emits if one.name in declared
    }
    taken = await take(tx, source, told, "plugin", declared | own)
    await tx.run(_TOLD, source.id, tx.now)
    counts = {name: sum(one.becomes == name for one in taken) for name in ("accepted", "quarantined")}
    if any(counts.values()):
        facts = {"installation": str(emitter.id), **counts}
        tx.audit("play.plugin_emitted", str(source.id), facts, org_unit=source.org_unit)
    return [Emitted(id=one.id, becomes=one.becomes, reason=one.reason) for one in taken]
