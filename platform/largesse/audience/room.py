"""What this room says of itself; see ``largesse.store.room``."""

from largesse.audience import client, console, demo, handlers
from largesse.audience.access import ACCESS
from largesse.store.room import Face, Room

ROOM = Room(
    name="audience",
    access=ACCESS,
    handlers=handlers.HANDLERS,
    ticks=handlers.TICKS,
    console=Face(queries=(console.AudienceQuery,), mutations=(console.AudienceMutation,)),
    client=Face(queries=(client.AudienceQuery,), mutations=(client.AudienceMutation,)),
    demo=demo.seed,
)
