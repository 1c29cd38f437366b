"""What this room says of itself; see ``largesse.store.room``."""

from largesse.identity import demo
from largesse.identity.access import ACCESS
from largesse.identity.approvals.console import ApprovalMutation, ApprovalQuery
from largesse.identity.approvals.subject import SUBJECTS
from largesse.identity.audit.console import AuditQuery
from largesse.identity.calendars.console import CalendarMutation, CalendarQuery
from largesse.identity.deliveries.console import DeliveryMutation, DeliveryQuery
from largesse.identity.finding.console import FindingQuery
from largesse.identity.finding.own import OWN_FINDS
from largesse.identity.me.console import MeMutation, MeQuery
from largesse.identity.names import OWN_NAMES
from largesse.identity.resets import forgetting
from largesse.identity.resets.console import ResetMutation, ResetQuery
from largesse.identity.sessions.forgetting import FORGETS
from largesse.identity.staff.console import StaffMutation, StaffQuery
from largesse.identity.staff.decide import STAFF_CHANGES
from largesse.identity.units.console import UnitMutation, UnitQuery
from largesse.identity.waiting import OWN_WAITS
from largesse.store.room import Face, Room

ROOM = Room(
    name="identity",
    access=ACCESS,
    offers=(*OWN_WAITS, *OWN_FINDS, OWN_NAMES, SUBJECTS.of(STAFF_CHANGES)),
    forgets=(*FORGETS, *forgetting.FORGETS),
    console=Face(
        queries=(
            MeQuery,
            StaffQuery,
            ResetQuery,
            UnitQuery,
            ApprovalQuery,
            AuditQuery,
            DeliveryQuery,
            FindingQuery,
            CalendarQuery,
        ),
        mutations=(
            MeMutation,
            StaffMutation,
            ResetMutation,
            UnitMutation,
            ApprovalMutation,
            DeliveryMutation,
            CalendarMutation,
        ),
    ),
    demo=demo.seed,
)
