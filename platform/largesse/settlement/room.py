"""What this room says of itself; see ``largesse.store.room``."""

from largesse.identity.approvals.subject import SUBJECTS
from largesse.identity.names import NAMES
from largesse.identity.waiting import WAITS, Wait
from largesse.rights.catalogue.currencies import KEPT
from largesse.settlement import demo, extensions, handlers
from largesse.settlement.access import ACCESS
from largesse.settlement.batches.approve import BATCHES, FILES
from largesse.settlement.batches.console import BatchMutation, BatchQuery
from largesse.settlement.batches.reads import unfinished_batches
from largesse.settlement.batches.side_view import BatchEntryQuery
from largesse.settlement.breaks.console import BreakMutation, BreakQuery
from largesse.settlement.breaks.reads import waiting_breaks
from largesse.settlement.export.console import ExportMutation
from largesse.settlement.export.export_batch import keep_files
from largesse.settlement.finding import OWN_FINDS
from largesse.settlement.ledger.console import LedgerQuery
from largesse.settlement.ledger.currency import currencies
from largesse.settlement.ledger.rates import RateMutation, RateQuery
from largesse.settlement.names import names
from largesse.settlement.statements.console import StatementMutation, StatementQuery
from largesse.settlement.statements.decide_profile import PROFILES
from largesse.settlement.statements.profile_console import ProfileMutation, ProfileQuery
from largesse.settlement.statements.reads import held_back_statements, unsettled_statements
from largesse.settlement.trail.console import TrailSettlement
from largesse.store.room import Face, Room

ROOM = Room(
    name="settlement",
    access=ACCESS,
    handlers=handlers.HANDLERS,
    ticks=handlers.TICKS,
    offers=(
        NAMES.of(names),
        KEPT.of(currencies),
        WAITS.of(Wait("statement", "settlement.create_batch", unsettled_statements)),
        WAITS.of(Wait("quarantine", "settlement.release_statement", held_back_statements)),
        WAITS.of(Wait("settlement", "settlement.run_matching", unfinished_batches)),
        WAITS.of(Wait("disposition", "settlement.approve_disposition", waiting_breaks)),
        SUBJECTS.of(BATCHES),
        SUBJECTS.of(PROFILES),
        FILES.of(keep_files),
        *OWN_FINDS,
    ),
    console=Face(
        queries=(
            StatementQuery,
            ProfileQuery,
            BatchQuery,
            BatchEntryQuery,
            BreakQuery,
            LedgerQuery,
            RateQuery,
        ),
        mutations=(
            StatementMutation,
            ProfileMutation,
            BatchMutation,
            BreakMutation,
            ExportMutation,
            RateMutation,
        ),
        extensions=(TrailSettlement,),
    ),
    demo=demo.seed,
    specs=(extensions,),
    extensions=extensions.BUILT_IN,
)
