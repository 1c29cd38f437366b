"""The roles that staff can hold, and which of them hold which operation of this room."""

ADMIN = "admin"
ROLES = (
    "designer",
    "approver_branch",
    "approver_protection",
    "approver_head",
    "operator",
    "adviser",
    "finance",
    "reviewer",
    ADMIN,
    "auditor",
)

SIGNERS = (
    "approver_branch",
    "approver_protection",
    "approver_head",
    "finance",
    "operator",
    "reviewer",
    ADMIN,
)

ACCESS: dict[str, tuple[str, ...]] = {
    "identity.read_approvals": ROLES,
    "identity.hand_over_approval": SIGNERS,
    "identity.add_signer": SIGNERS,
    "identity.read_units": ROLES,
    "identity.open_unit": (ADMIN,),
    "identity.read_staff": (ADMIN, "auditor"),
    "identity.enrol_staff": (ADMIN,),
    "identity.change_staff": (ADMIN,),
    "identity.decide_staff_change": (ADMIN,),
    "identity.end_sessions": (ADMIN,),
    "identity.confirm_reset": (ADMIN,),
    "identity.change_own_password": ROLES,
    "identity.read_own_sessions": ROLES,
    "identity.read_calendar": ROLES,
    "identity.load_calendar": (ADMIN,),
    "identity.read_audit": (ADMIN, "auditor"),
    "identity.read_deliveries": ("operator", ADMIN, "auditor"),
    "identity.retry_delivery": ("operator", ADMIN),
}
