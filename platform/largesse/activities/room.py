"""What this room says of itself; see ``largesse.store.room``."""

from largesse.activities import demo, extensions, handlers
from largesse.activities.access import ACCESS
from largesse.activities.documents.console import TemplateQuery
from largesse.activities.guard.console import GuardQuery, TermsQuery
from largesse.activities.left_out.console import LeftOutOfActivity
from largesse.activities.lifecycle import client
from largesse.activities.lifecycle.console import ActivityMutation, ActivityQuery
from largesse.activities.lifecycle.finding import ACTIVITY_FINDS
from largesse.activities.names import names
from largesse.activities.revisions.against import REVISIONS
from largesse.activities.revisions.console import RevisionMutation, RevisionQuery
from largesse.activities.revisions.editing import RevisionsOfActivity
from largesse.activities.revisions.paused import PausedOfActivity
from largesse.activities.revisions.reads import approved_waiting, returned_waiting
from largesse.activities.revisions.trail import TrailOfActivity
from largesse.activities.rules.console import RulesMutation, RulesQuery
from largesse.activities.rules.decide import RULES
from largesse.activities.simulations.console import SimulationMutation, SimulationsOfActivity
from largesse.identity.approvals.subject import SUBJECTS
from largesse.identity.names import NAMES
from largesse.identity.waiting import WAITS, Wait
from largesse.store.room import Face, Room

ROOM = Room(
    name="activities",
    access=ACCESS,
    handlers=handlers.HANDLERS,
    ticks=handlers.TICKS,
    offers=(
        NAMES.of(names),
        WAITS.of(Wait("publish", "activities.publish_revision", approved_waiting)),
        WAITS.of(Wait("returned", "activities.submit_revision", returned_waiting)),
        SUBJECTS.of(REVISIONS),
        SUBJECTS.of(RULES),
        *ACTIVITY_FINDS,
    ),
    console=Face(
        queries=(ActivityQuery, RevisionQuery, GuardQuery, TemplateQuery, TermsQuery, RulesQuery),
        mutations=(RevisionMutation, ActivityMutation, RulesMutation, SimulationMutation),
        extensions=(
            RevisionsOfActivity,
            LeftOutOfActivity,
            PausedOfActivity,
            SimulationsOfActivity,
            TrailOfActivity,
        ),
    ),
    client=Face(queries=(client.ActivityQuery,)),
    demo=demo.seed,
    specs=(extensions,),
    extensions=extensions.BUILT_IN,
)
