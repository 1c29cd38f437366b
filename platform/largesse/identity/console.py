"""People, approvals, audit and deliveries on the console face, noun by noun."""

import strawberry

from largesse.identity.approvals.console import ApprovalMutation, ApprovalQuery
from largesse.identity.audit.console import AuditQuery
from largesse.identity.deliveries.console import DeliveryMutation, DeliveryQuery
from largesse.identity.me.console import MeMutation, MeQuery
from largesse.identity.staff.console import StaffMutation, StaffQuery
from largesse.identity.units.console import UnitMutation, UnitQuery


@strawberry.type
class IdentityQuery(StaffQuery, AuditQuery, DeliveryQuery, MeQuery, UnitQuery, ApprovalQuery):
    """Queries of this room."""


@strawberry.type
class IdentityMutation(MeMutation, StaffMutation, UnitMutation, ApprovalMutation, DeliveryMutation):
    """Mutations of this room."""
