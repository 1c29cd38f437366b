"""What this room says of itself; see ``largesse.store.room``."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from largesse.audience.advisers.book import RIGHTS_COUNT, RightsCount
from largesse.audience.clients.actions import CLIENT_ACTS
from largesse.identity.approvals.subject import SUBJECTS
from largesse.identity.names import NAMES
from largesse.identity.waiting import WAITS, Wait
from largesse.plugging.installations.uninstall import STANDS_ON
from largesse.rights import demo, handlers
from largesse.rights.access import ACCESS
from largesse.rights.batches.console import BatchMutation, BatchQuery
from largesse.rights.batches.decide import BATCHES
from largesse.rights.batches.reads import own_drafts
from largesse.rights.budgets.console import BudgetMutation, BudgetQuery
from largesse.rights.catalogue.console import CatalogueMutation, CatalogueQuery
from largesse.rights.catalogue.of_plugin import ProvidersOfPlugin
from largesse.rights.entitlements import client as own
from largesse.rights.entitlements.console import EntitlementMutation, EntitlementQuery
from largesse.rights.entitlements.give import acts_for_client
from largesse.rights.entitlements.own import unused_of
from largesse.rights.finding import OWN_FINDS
from largesse.rights.home import HomeOfRights
from largesse.rights.names import names
from largesse.rights.orders.console import OrderMutation
from largesse.rights.orders.stands_on import stands_on
from largesse.rights.provider_keys.console import KeysOfProvider, ProviderKeyMutation
from largesse.rights.redemptions.client import CodeQuery
from largesse.rights.redemptions.console import RedemptionMutation, RedemptionQuery
from largesse.rights.redemptions.tries import FORGETS
from largesse.rights.revocations.against import REVOCATIONS
from largesse.rights.revocations.console import RevocationMutation, RevocationOfEntitlement
from largesse.rights.trail.console import TrailQuery
from largesse.store.room import Face, Room
from largesse.store.work import Read


async def _counts(read: Read, clients: Sequence[UUID]) -> Mapping[UUID, RightsCount]:
    """Count unused and soon expiring rights for the adviser's book."""
    found = await unused_of(read, clients)
    return {client: RightsCount(one.unused, one.expiring) for client, one in found.items()}


ROOM = Room(
    name="rights",
    access=ACCESS,
    handlers=handlers.HANDLERS,
    ticks=handlers.TICKS,
    forgets=FORGETS,
    offers=(
        NAMES.of(names),
        RIGHTS_COUNT.of(_counts),
        CLIENT_ACTS.of(acts_for_client),
        STANDS_ON.of(stands_on),
        WAITS.of(Wait("batch", "rights.propose_batch", own_drafts)),
        SUBJECTS.of(BATCHES),
        SUBJECTS.of(REVOCATIONS),
        *OWN_FINDS,
    ),
    console=Face(
        queries=(CatalogueQuery, BudgetQuery, BatchQuery, RedemptionQuery, EntitlementQuery, TrailQuery),
        mutations=(
            CatalogueMutation,
            OrderMutation,
            ProviderKeyMutation,
            BudgetMutation,
            BatchMutation,
            EntitlementMutation,
            RedemptionMutation,
            RevocationMutation,
        ),
        extensions=(HomeOfRights, RevocationOfEntitlement, KeysOfProvider, ProvidersOfPlugin),
    ),
    client=Face(queries=(own.EntitlementQuery, CodeQuery), mutations=(own.EntitlementMutation,)),
    demo=demo.seed,
)
