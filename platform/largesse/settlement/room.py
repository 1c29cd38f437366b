"""What this room says of itself; see ``largesse.store.room``."""

from largesse.identity.waiting import WAITS, Wait
from largesse.rights.catalogue.currencies import KEPT
from largesse.settlement import console, demo, handlers
from largesse.settlement.access import ACCESS
from largesse.settlement.ledger.currency import currencies
from largesse.settlement.reads import waiting_breaks
from largesse.settlement.trail import TrailSettlement
from largesse.store.room import Face, Room

ROOM = Room(
    name="settlement",
    access=ACCESS,
    handlers=handlers.HANDLERS,
    ticks=handlers.TICKS,
    offers=(
        KEPT.of(currencies),
        WAITS.of(Wait("disposition", "settlement.approve_disposition", waiting_breaks)),
    ),
    console=Face(
        queries=(console.SettlementQuery,),
        mutations=(console.SettlementMutation,),
        extensions=(TrailSettlement,),
    ),
    demo=demo.seed,
)
