"""What this room says of itself; see ``largesse.store.room``."""

from largesse.audience import demo, handlers
from largesse.audience.access import ACCESS
from largesse.audience.advisers.console import AdviserQuery
from largesse.audience.clients.console import ClientMutation, ClientQuery
from largesse.audience.clients.finding import CLIENT_FINDS
from largesse.audience.entering.client import EnteringMutation, EnteringQuery
from largesse.audience.entering.forgetting import FORGETS
from largesse.audience.facts.console import FactQuery
from largesse.audience.imports.console import ImportMutation, ImportQuery
from largesse.audience.imports.forget_files import FILES
from largesse.audience.issuers.console import IssuerMutation, IssuerQuery
from largesse.audience.names import names
from largesse.identity.names import NAMES
from largesse.store.room import Face, Room

ROOM = Room(
    name="audience",
    access=ACCESS,
    handlers=handlers.HANDLERS,
    forgets=FORGETS,
    offers=(*CLIENT_FINDS, NAMES.of(names)),
    ticks=(FILES,),
    console=Face(
        queries=(ClientQuery, AdviserQuery, ImportQuery, FactQuery, IssuerQuery),
        mutations=(ClientMutation, ImportMutation, IssuerMutation),
    ),
    client=Face(queries=(EnteringQuery,), mutations=(EnteringMutation,)),
    demo=demo.seed,
)
