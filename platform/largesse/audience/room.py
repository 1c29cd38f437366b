"""What this room says of itself; see ``largesse.store.room``."""

from largesse.audience import demo, handlers
from largesse.audience.access import ACCESS
from largesse.audience.advisers.console import AdviserQuery
from largesse.audience.clients.console import ClientMutation, ClientQuery
from largesse.audience.entering.client import EnteringMutation, EnteringQuery
from largesse.audience.entering.forgetting import FORGETS
from largesse.audience.facts.console import FactQuery
from largesse.audience.imports.console import ImportMutation, ImportQuery
from largesse.store.room import Face, Room

ROOM = Room(
    name="audience",
    access=ACCESS,
    handlers=handlers.HANDLERS,
    forgets=FORGETS,
    console=Face(
        queries=(ClientQuery, AdviserQuery, ImportQuery, FactQuery),
        mutations=(ClientMutation, ImportMutation),
    ),
    client=Face(queries=(EnteringQuery,), mutations=(EnteringMutation,)),
    demo=demo.seed,
)
