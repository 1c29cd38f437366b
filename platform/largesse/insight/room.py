"""What this room says of itself; see ``largesse.store.room``."""

from largesse.store.room import Room

ROOM = Room(name="insight")
