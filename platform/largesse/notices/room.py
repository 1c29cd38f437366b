"""What this room says of itself; see ``largesse.store.room``."""

from largesse.notices import console, extensions, handlers
from largesse.notices.access import ACCESS
from largesse.store.room import Face, Room

ROOM = Room(
    name="notices",
    access=ACCESS,
    handlers=handlers.HANDLERS,
    forgets=handlers.FORGETS,
    console=Face(queries=(console.NoticesQuery,)),
    specs=(extensions,),
    extensions=extensions.BUILT_IN,
)
