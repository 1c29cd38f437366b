"""What this room says of itself; see ``largesse.store.room``."""

from largesse.plugging import demo, handlers
from largesse.plugging.access import ACCESS
from largesse.plugging.calls.invoke import INVOKER, Invoker
from largesse.plugging.installations.console import PluginMutation, PluginQuery
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
    offers=(INVOKER.by(_invoker),),
    console=Face(queries=(PluginQuery,), mutations=(PluginMutation,)),
    demo=demo.seed,
)
