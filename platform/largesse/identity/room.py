"""What this room says of itself; see ``largesse.store.room``."""

from largesse.identity import demo
from largesse.identity.access import ACCESS
from largesse.identity.approvals.console import ApprovalMutation, ApprovalQuery
from largesse.identity.audit.console import AuditQuery
from largesse.identity.deliveries.console import DeliveryMutation, DeliveryQuery
from largesse.identity.me.console import MeMutation, MeQuery
from largesse.identity.sessions.forgetting import FORGETS
from largesse.identity.staff.console import StaffMutation, StaffQuery
from largesse.identity.units.console import UnitMutation, UnitQuery
from largesse.identity.waiting import OWN_WAITS
from largesse.store.room import Face, Room

ROOM = Room(
    name="identity",
    access=ACCESS,
    offers=OWN_WAITS,
    forgets=FORGETS,
    console=Face(
        queries=(MeQuery, StaffQuery, UnitQuery, ApprovalQuery, AuditQuery, DeliveryQuery),
        mutations=(MeMutation, StaffMutation, UnitMutation, ApprovalMutation, DeliveryMutation),
    ),
    demo=demo.seed,
)
