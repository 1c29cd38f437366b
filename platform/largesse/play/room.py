"""What this room says of itself; see ``largesse.store.room``."""

from largesse.activities.guard.remaining import GIVEN
from largesse.activities.guard.standard import SERVED
from largesse.audience.privacy.held import KEPT
from largesse.play import extensions
from largesse.play.access import ACCESS
from largesse.play.chances.client import ChanceQuery
from largesse.play.draws.console import DrawQuery, TrailOfPlay
from largesse.play.draws.kept import PLAY_KEPT
from largesse.play.entrants.console import EntrantQuery
from largesse.play.groups import fast
from largesse.play.groups.client import PlayMutation
from largesse.play.plans import handlers as plans
from largesse.play.pools.reads import won_of
from largesse.play.seeds import handlers as seeds
from largesse.store.room import Face, Room

ROOM = Room(
    name="play",
    access=ACCESS,
    handlers={**plans.HANDLERS, **seeds.HANDLERS},
    offers=(GIVEN.of(won_of), SERVED.by(extensions.served), KEPT.of(PLAY_KEPT)),
    console=Face(queries=(EntrantQuery, DrawQuery), extensions=(TrailOfPlay,)),
    client=Face(queries=(ChanceQuery,), mutations=(PlayMutation,), compiled=fast.registered),
    specs=(extensions,),
    extensions=extensions.BUILT_IN,
)
