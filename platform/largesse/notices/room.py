"""What this room says of itself; see ``largesse.store.room``."""

from largesse.audience.entering.code import CODES_CARRIED
from largesse.identity.waiting import WAITS, Wait
from largesse.notices import console, extensions, handlers
from largesse.notices.access import ACCESS
from largesse.notices.channels.console import ChannelMutation, ChannelQuery
from largesse.notices.channels.reads import codes_waiting
from largesse.notices.channels.way import codes_carried
from largesse.notices.reads import failed_lately
from largesse.store.room import Face, Room

ROOM = Room(
    name="notices",
    access=ACCESS,
    handlers=handlers.HANDLERS,
    forgets=handlers.FORGETS,
    offers=(
        CODES_CARRIED.of(codes_carried),
        WAITS.of(Wait("channel", "notices.set_up_channel", codes_waiting)),
        WAITS.of(Wait("message", "notices.watch_messages", failed_lately)),
    ),
    console=Face(queries=(console.NoticesQuery, ChannelQuery), mutations=(ChannelMutation,)),
    specs=(extensions,),
    extensions=extensions.BUILT_IN,
)
