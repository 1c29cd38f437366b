"""What this room says of itself; see ``largesse.store.room``."""

from largesse.audience import demo, handlers
from largesse.audience.access import ACCESS
from largesse.audience.advisers.console import AdviserQuery
from largesse.audience.clients.console import ClientMutation, ClientQuery
from largesse.audience.clients.finding import CLIENT_FINDS
from largesse.audience.entering.client import EnteringMutation, EnteringQuery
from largesse.audience.entering.forgetting import FORGETS
from largesse.audience.event_names.console import EventNameMutation, EventNameQuery
from largesse.audience.facts.console import FactQuery
from largesse.audience.households.client import HouseholdMutation as MyHouseholdMutation
from largesse.audience.households.client import HouseholdQuery as MyHouseholdQuery
from largesse.audience.households.console import HouseholdMutation, HouseholdQuery
from largesse.audience.households.forgetting import INVITATIONS
from largesse.audience.imports.console import ImportMutation, ImportQuery
from largesse.audience.imports.forget_files import FILES
from largesse.audience.issuers.console import IssuerMutation, IssuerQuery
from largesse.audience.names import names
from largesse.audience.privacy.client import PrivacyMutation, PrivacyQuery
from largesse.audience.privacy.console import ErasureMutation, ErasureQuery, PrivacyOfClient
from largesse.audience.privacy.reads import erasures_waiting
from largesse.audience.tiers.client import TierQuery as MyTierQuery
from largesse.audience.tiers.console import TierMutation, TierQuery
from largesse.audience.tiers.judge import JUDGE
from largesse.identity.names import NAMES
from largesse.identity.waiting import WAITS, Wait
from largesse.store.room import Face, Room

ROOM = Room(
    name="audience",
    access=ACCESS,
    handlers=handlers.HANDLERS,
    forgets=(*FORGETS, INVITATIONS),
    offers=(
        *CLIENT_FINDS,
        NAMES.of(names),
        WAITS.of(Wait("erasure", "audience.erase_client", erasures_waiting)),
    ),
    ticks=(FILES, JUDGE),
    console=Face(
        queries=(
            ClientQuery,
            AdviserQuery,
            ImportQuery,
            EventNameQuery,
            FactQuery,
            IssuerQuery,
            TierQuery,
            HouseholdQuery,
            ErasureQuery,
        ),
        mutations=(
            ClientMutation,
            EventNameMutation,
            ImportMutation,
            IssuerMutation,
            TierMutation,
            HouseholdMutation,
            ErasureMutation,
        ),
        extensions=(PrivacyOfClient,),
    ),
    client=Face(
        queries=(EnteringQuery, MyTierQuery, MyHouseholdQuery, PrivacyQuery),
        mutations=(EnteringMutation, MyHouseholdMutation, PrivacyMutation),
    ),
    demo=demo.seed,
)
