"""What this room says of itself; see ``largesse.store.room``."""

from largesse.activities.guard.left import GIVEN
from largesse.play import client, console, fast, handlers, reads
from largesse.play.access import ACCESS
from largesse.store.room import Face, Room

ROOM = Room(
    name="play",
    access=ACCESS,
    handlers=handlers.HANDLERS,
    offers=(GIVEN.of(reads.won_of),),
    console=Face(queries=(console.PlayQuery,), extensions=(console.TrailOfPlay,)),
    client=Face(queries=(client.PlayQuery,), mutations=(client.PlayMutation,), compiled=fast.registered),
)
