"""What this room says of itself; see ``largesse.store.room``."""

from largesse.media import console
from largesse.media.access import ACCESS
from largesse.media.finding import OWN_FINDS
from largesse.store.room import Face, Room

ROOM = Room(name="media", access=ACCESS, offers=OWN_FINDS, console=Face(queries=(console.MediaQuery,)))
