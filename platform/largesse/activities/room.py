"""What this room says of itself; see ``largesse.store.room``."""

from largesse.activities import client, console, demo, extensions, handlers
from largesse.activities.access import ACCESS
from largesse.activities.reads import approved_waiting
from largesse.activities.trail import TrailOfActivity
from largesse.identity.waiting import WAITS, Wait
from largesse.store.room import Face, Room

ROOM = Room(
    name="activities",
    access=ACCESS,
    handlers=handlers.HANDLERS,
    ticks=handlers.TICKS,
    offers=(WAITS.of(Wait("publish", "activities.publish_revision", approved_waiting)),),
    console=Face(
        queries=(console.ActivitiesQuery,),
        mutations=(console.ActivitiesMutation,),
        extensions=(TrailOfActivity,),
    ),
    client=Face(queries=(client.ActivitiesQuery,)),
    demo=demo.seed,
    specs=(extensions,),
    extensions=extensions.BUILT_IN,
)
