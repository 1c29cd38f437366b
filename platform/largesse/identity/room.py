"""What this room says of itself; see ``largesse.store.room``."""

from largesse.identity import console, demo
from largesse.identity.access import ACCESS
from largesse.identity.waiting import OWN_WAITS
from largesse.store.room import Face, Room

ROOM = Room(
    name="identity",
    access=ACCESS,
    offers=OWN_WAITS,
    console=Face(queries=(console.IdentityQuery,), mutations=(console.IdentityMutation,)),
    demo=demo.seed,
)
