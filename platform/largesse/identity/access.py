"""The roles that staff can hold, and which of them hold which operation of this room."""

ROLES = (
    "designer",
    "approver_branch",
    "approver_protection",
    "approver_head",
    "operator",
    "adviser",
    "finance",
    "reviewer",
    "admin",
    "auditor",
)

SIGNERS = (
    "approver_branch",
    "approver_protection",
    "approver_head",
    "finance",
    "operator",
    "reviewer",
    "admin",
)

ACCESS: dict[str, tuple[str, ...]] = {
    "identity.read_approvals": ROLES,
    "identity.hand_over_approval": SIGNERS,
    "identity.add_signer": SIGNERS,
    "identity.read_units": ROLES,
    "identity.open_unit": ("admin",),
    "identity.read_staff": ("admin", "auditor"),
    "identity.enrol_staff": ("admin",),
    "identity.change_staff": ("admin",),
    "identity.reset_password": ("admin",),
    "identity.change_own_password": ROLES,
    "identity.read_audit": ("admin", "auditor"),
    "identity.read_deliveries": ("operator", "admin", "auditor"),
    "identity.retry_delivery": ("operator", "admin"),
}
