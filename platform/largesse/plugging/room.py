"""What this room says of itself; see ``largesse.store.room``."""

from largesse.identity.names import NAMES
from largesse.identity.waiting import WAITS, Wait
from largesse.plugging import demo, handlers
from largesse.plugging.access import ACCESS
from largesse.plugging.callbacks.console import CallbackMutation, CallbackQuery
from largesse.plugging.callbacks.reads import callbacks_waiting
from largesse.plugging.calls.invoke import INVOKER, Invoker
from largesse.plugging.installations.console import PluginMutation, PluginQuery
from largesse.plugging.installations.finding import PLUGIN_FINDS
from largesse.plugging.names import names
from largesse.plugging.upgrades.console import VersionMutation, VersionsOfPlugin
from largesse.store.house import House
from largesse.store.room import Face, Room
from largesse.store.work import Work


def _invoker(house: House) -> Invoker:
    """Make the process's invoker; its children start when they are first called."""
    return Invoker(Work(house))


ROOM = Room(
    name="plugging",
    access=ACCESS,
    handlers=handlers.HANDLERS,
    ticks=handlers.TICKS,
    offers=(
        INVOKER.by(_invoker),
        NAMES.of(names),
        *PLUGIN_FINDS,
        WAITS.of(Wait("callback", "plugging.settle_callback", callbacks_waiting)),
    ),
    console=Face(
        queries=(PluginQuery, CallbackQuery),
        mutations=(PluginMutation, VersionMutation, CallbackMutation),
        extensions=(VersionsOfPlugin,),
    ),
    demo=demo.seed,
)
