"""What this room says of itself; see ``largesse.store.room``."""

from largesse.activities.guard.remaining import GIVEN
from largesse.activities.guard.standard import PLAYED
from largesse.play import client, console, extensions, fast, handlers, reads
from largesse.play.access import ACCESS
from largesse.store.room import Face, Room

ROOM = Room(
    name="play",
    access=ACCESS,
    handlers=handlers.HANDLERS,
    offers=(GIVEN.of(reads.won_of), PLAYED.by(extensions.played)),
    console=Face(queries=(console.PlayQuery,), extensions=(console.TrailOfPlay,)),
    client=Face(queries=(client.PlayQuery,), mutations=(client.PlayMutation,), compiled=fast.registered),
    specs=(extensions,),
    extensions=extensions.BUILT_IN,
)
