"""What this room says of itself; see ``largesse.store.room``."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from largesse.audience.advisers.book import RIGHTS_COUNT, RightsCount
from largesse.audience.clients.actions import CLIENT_ACTS
from largesse.audience.privacy.held import KEPT
from largesse.identity.approvals.subject import SUBJECTS
from largesse.identity.names import NAMES
from largesse.identity.waiting import WAITS, Wait
from largesse.plugging.installations.uninstall import STANDS_ON
from largesse.rights import demo, handlers
from largesse.rights.access import ACCESS
from largesse.rights.agents import client as agents
from largesse.rights.agents.console import AgentMutation, AgentsOfClient
from largesse.rights.allowances import client as own_allowances
from largesse.rights.allowances.console import AllowanceMutation, AllowanceQuery
from largesse.rights.batches.console import BatchMutation, BatchQuery
from largesse.rights.batches.decide import BATCHES
from largesse.rights.batches.low import low_waiting
from largesse.rights.batches.reads import own_drafts
from largesse.rights.batches.shown import StockOfBatch, ThresholdMutation
from largesse.rights.bookings import client as booking
from largesse.rights.bookings.console import BookingMutation, BookingQuery
from largesse.rights.bookings.of_client import BookingsOfClient
from largesse.rights.bookings.reads import pending_bookings
from largesse.rights.budgets.cap import RAISES
from largesse.rights.budgets.console import BudgetMutation, BudgetQuery
from largesse.rights.catalogue.console import CatalogueMutation, CatalogueQuery
from largesse.rights.catalogue.of_plugin import ProvidersOfPlugin
from largesse.rights.catalogue.tree_console import TreeMutation, TreeQuery
from largesse.rights.catalogue.validity_console import ValidityQuery
from largesse.rights.code_lots.console import CodePoolMutation, CodePoolQuery
from largesse.rights.code_pools.reads import waiting_pools
from largesse.rights.compensations.client import MadeGoodOfRight
from largesse.rights.compensations.console import (
    CompensationMutation,
    CompensationOfComplaint,
    CompensationOfEntitlement,
    CompensationQuery,
    CompensationsOfTrail,
)
from largesse.rights.compensations.decide import COMPENSATIONS
from largesse.rights.complaints.console import ComplaintMutation, ComplaintQuery
from largesse.rights.complaints.kept import COMPLAINTS_KEPT
from largesse.rights.complaints.reads import complaints_waiting
from largesse.rights.counter.console import OfflineScanMutation, OfflineScanQuery
from largesse.rights.counter.reads import open_scans
from largesse.rights.drop_outs.console import DropOutQuery
from largesse.rights.drop_outs.reads import dropped_of
from largesse.rights.elsewhere.console import ElsewhereMutation, ElsewhereQuery, OriginOfTrail
from largesse.rights.elsewhere.decide import FILES
from largesse.rights.entitlements import client as own
from largesse.rights.entitlements.claim import CREDITS
from largesse.rights.entitlements.console import EntitlementMutation, EntitlementQuery
from largesse.rights.entitlements.give import acts_for_client
from largesse.rights.entitlements.kept import RIGHTS_KEPT
from largesse.rights.entitlements.own import unused_of
from largesse.rights.finding import OWN_FINDS
from largesse.rights.form_answers import client as forms
from largesse.rights.form_answers.console import FormMutation, FormOfTrail
from largesse.rights.form_answers.kept import FORM_FORGETS, FORMS_KEPT
from largesse.rights.handing.acts import acts_of_adviser
from largesse.rights.handing.client import NoteOfRight
from largesse.rights.handing.console import HandingMutation, HandingOfBatch, HandingOfTrail, HandingQuery
from largesse.rights.handing.decide import HANDINGS
from largesse.rights.handing.kept import NOTES_KEPT
from largesse.rights.home import HomeOfRights
from largesse.rights.households.client import HouseholdRightsQuery
from largesse.rights.moves.console import MovesOfTrail
from largesse.rights.names import names
from largesse.rights.offers.console import OfferMutation, RoutingOfSku
from largesse.rights.order_queue.console import NotesOfOrder, OrderCaseMutation, OrderCaseQuery
from largesse.rights.order_queue.done import DONES
from largesse.rights.order_queue.strays import orders_waiting
from largesse.rights.order_queue.strays_console import StrayNoticeMutation, StrayNoticeQuery
from largesse.rights.orders.console import OrderMutation
from largesse.rights.orders.stands_on import stands_on
from largesse.rights.packages.console import PackageMutation, PackageQuery
from largesse.rights.points.client import OwnPointsMutation, OwnPointsQuery
from largesse.rights.points.console import PointsMutation, PointsQuery
from largesse.rights.points.requests import REQUESTS
from largesse.rights.points_mall.client import OwnMallMutation, OwnMallQuery
from largesse.rights.points_mall.console import MallMutation, MallQuery
from largesse.rights.points_mall.credit import credit
from largesse.rights.provider_calls.client import ProviderPageMutation, ProviderSideOfRight
from largesse.rights.provider_calls.console import EventsOfOrder
from largesse.rights.provider_keys.console import KeysOfProvider, ProviderKeyMutation
from largesse.rights.ratings.client import VoiceMutation, VoiceQuery
from largesse.rights.redemptions.client import CodeQuery
from largesse.rights.redemptions.console import RedemptionMutation, RedemptionQuery
from largesse.rights.redemptions.tries import FORGETS
from largesse.rights.reminders.console import TaskMutation, TaskQuery
from largesse.rights.reminders.tasks import count_tasks
from largesse.rights.revocations.against import REVOCATIONS
from largesse.rights.revocations.console import RevocationMutation, RevocationOfEntitlement
from largesse.rights.scores.console import ScoreQuery
from largesse.rights.slots.console import PlaceMutation, PlaceQuery
from largesse.rights.slots.finding import PLACE_FINDS
from largesse.rights.suspensions import actions as suspensions
from largesse.rights.suspensions.console import SuspensionMutation, SuspensionOfEntitlement
from largesse.rights.telling.handlers import OFFERS as TELLS
from largesse.rights.told_uses.console import UseFileQuery
from largesse.rights.trail.console import TrailQuery
from largesse.rights.transfers import client as transfers
from largesse.rights.transfers.console import TransfersOfClient
from largesse.store.room import Face, Room
from largesse.store.work import Read


async def _counts(read: Read, clients: Sequence[UUID]) -> Mapping[UUID, RightsCount]:
    """Count unused and soon expiring rights for the adviser's book."""
    found, dropped = await unused_of(read, clients), await dropped_of(read, clients)
    return {
        client: RightsCount(one.unused, one.expiring, dropped.get(client, 0)) for client, one in found.items()
    }


ROOM = Room(
    name="rights",
    access=ACCESS,
    handlers=handlers.HANDLERS,
    ticks=handlers.TICKS,
    forgets=(*FORGETS, FORM_FORGETS),
    offers=(
        NAMES.of(names),
        RIGHTS_COUNT.of(_counts),
        CLIENT_ACTS.of(acts_for_client),
        KEPT.of(RIGHTS_KEPT),
        KEPT.of(FORMS_KEPT),
        KEPT.of(NOTES_KEPT),
        KEPT.of(COMPLAINTS_KEPT),
        CLIENT_ACTS.of(suspensions.acts_for_client),
        CLIENT_ACTS.of(acts_of_adviser),
        CREDITS.of(credit),
        STANDS_ON.of(stands_on),
        WAITS.of(Wait("batch", "rights.propose_batch", own_drafts)),
        WAITS.of(Wait("complaint", "rights.answer_complaint", complaints_waiting)),
        WAITS.of(Wait("code_pool", "rights.import_codes", waiting_pools)),
        WAITS.of(Wait("stock", "rights.steer_batch", low_waiting)),
        WAITS.of(Wait("booking", "rights.answer_booking", pending_bookings)),
        WAITS.of(Wait("offline_scan", "rights.import_uses", open_scans)),
        WAITS.of(Wait("task", "rights.own_tasks", count_tasks)),
        WAITS.of(Wait("order", "rights.serve_orders", orders_waiting)),
        SUBJECTS.of(BATCHES),
        SUBJECTS.of(DONES),
        SUBJECTS.of(RAISES),
        SUBJECTS.of(REVOCATIONS),
        SUBJECTS.of(COMPENSATIONS),
        SUBJECTS.of(HANDINGS),
        SUBJECTS.of(REQUESTS),
        SUBJECTS.of(FILES),
        *TELLS,
        *OWN_FINDS,
        *PLACE_FINDS,
    ),
    console=Face(
        queries=(
            CatalogueQuery,
            TreeQuery,
            ValidityQuery,
            BudgetQuery,
            BatchQuery,
            PackageQuery,
            CodePoolQuery,
            EntitlementQuery,
            RedemptionQuery,
            UseFileQuery,
            OfflineScanQuery,
            ElsewhereQuery,
            TrailQuery,
            PointsQuery,
            MallQuery,
            ComplaintQuery,
            CompensationQuery,
            ScoreQuery,
            PlaceQuery,
            BookingQuery,
            AllowanceQuery,
            TaskQuery,
            OrderCaseQuery,
            StrayNoticeQuery,
            HandingQuery,
            DropOutQuery,
        ),
        mutations=(
            CatalogueMutation,
            TreeMutation,
            OrderMutation,
            FormMutation,
            ProviderKeyMutation,
            BudgetMutation,
            BatchMutation,
            ThresholdMutation,
            PackageMutation,
            CodePoolMutation,
            EntitlementMutation,
            SuspensionMutation,
            AgentMutation,
            RedemptionMutation,
            OfflineScanMutation,
            ElsewhereMutation,
            RevocationMutation,
            PointsMutation,
            MallMutation,
            ComplaintMutation,
            CompensationMutation,
            PlaceMutation,
            BookingMutation,
            AllowanceMutation,
            TaskMutation,
            OfferMutation,
            OrderCaseMutation,
            StrayNoticeMutation,
            HandingMutation,
        ),
        extensions=(
            HomeOfRights,
            StockOfBatch,
            HandingOfBatch,
            HandingOfTrail,
            RevocationOfEntitlement,
            SuspensionOfEntitlement,
            CompensationOfEntitlement,
            CompensationOfComplaint,
            CompensationsOfTrail,
            OriginOfTrail,
            KeysOfProvider,
            ProvidersOfPlugin,
            MovesOfTrail,
            TransfersOfClient,
            BookingsOfClient,
            AgentsOfClient,
            EventsOfOrder,
            FormOfTrail,
            NotesOfOrder,
            RoutingOfSku,
        ),
    ),
    client=Face(
        queries=(
            own.EntitlementQuery,
            forms.FormQuery,
            CodeQuery,
            VoiceQuery,
            transfers.TransferQuery,
            agents.AgentQuery,
            booking.BookingQuery,
            OwnPointsQuery,
            OwnMallQuery,
            own_allowances.AllowanceQuery,
            HouseholdRightsQuery,
        ),
        mutations=(
            own.EntitlementMutation,
            forms.FormMutation,
            VoiceMutation,
            transfers.TransferMutation,
            agents.AgentMutation,
            booking.BookingMutation,
            ProviderPageMutation,
            OwnPointsMutation,
            OwnMallMutation,
            own_allowances.AllowanceMutation,
        ),
        extensions=(
            ProviderSideOfRight,
            MadeGoodOfRight,
            NoteOfRight,
            transfers.BeneficiaryOfRight,
            forms.FormOfRight,
            forms.FormsOfPrivacy,
        ),
    ),
    demo=demo.seed,
)
