"""What this room says of itself; see ``largesse.store.room``."""

from largesse.notices import console, handlers
from largesse.notices.access import ACCESS
from largesse.store.room import Face, Room

ROOM = Room(
    name="notices",
    access=ACCESS,
    handlers=handlers.HANDLERS,
    console=Face(queries=(console.NoticesQuery,)),
)
