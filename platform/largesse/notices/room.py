"""What this room says of itself; see ``largesse.store.room``."""

from largesse.audience.entering.code import CODES_CARRIED
from largesse.audience.privacy.held import KEPT
from largesse.identity.waiting import WAITS, Wait
from largesse.notices import console, extensions, handlers
from largesse.notices.access import ACCESS
from largesse.notices.channels.console import ChannelMutation, ChannelQuery
from largesse.notices.channels.reads import codes_waiting
from largesse.notices.channels.way import codes_carried
from largesse.notices.inbox import client as own
from largesse.notices.inbox.console import NoticesOfClient
from largesse.notices.inbox.kept import NOTICES_KEPT
from largesse.notices.reads import failed_lately
from largesse.store.room import Face, Room

ROOM = Room(
    name="notices",
    access=ACCESS,
    handlers=handlers.HANDLERS,
    ticks=handlers.TICKS,
    forgets=handlers.FORGETS,
    offers=(
        CODES_CARRIED.of(codes_carried),
        KEPT.of(NOTICES_KEPT),
        WAITS.of(Wait("channel", "notices.set_up_channel", codes_waiting)),
        WAITS.of(Wait("message", "notices.watch_messages", failed_lately)),
    ),
    console=Face(
        queries=(console.NoticesQuery, ChannelQuery),
        mutations=(ChannelMutation,),
        extensions=(NoticesOfClient,),
    ),
    client=Face(queries=(own.OwnNoticesQuery,), mutations=(own.OwnNoticesMutation,)),
    specs=(extensions,),
    extensions=extensions.BUILT_IN,
)
