"""What this room says of itself; see ``largesse.store.room``."""

from largesse.media import console
from largesse.media.access import ACCESS
from largesse.store.room import Face, Room

ROOM = Room(name="media", access=ACCESS, console=Face(queries=(console.MediaQuery,)))
