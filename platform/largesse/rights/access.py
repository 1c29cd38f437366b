"""Who may do what with rights."""

_SEES = (
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

ACCESS: dict[str, tuple[str, ...]] = {
    "rights.view": _SEES,
    "rights.supply": ("designer", "operator"),
    "rights.give_key": ("designer", "operator"),
    "rights.stop_key": ("designer", "operator", "admin"),
    "rights.pause_provider": ("operator",),
    "rights.open_budget": ("operator", "finance"),
    "rights.propose_batch": ("designer", "operator"),
    "rights.decide_batch": ("approver_branch", "approver_head"),
    "rights.steer_batch": ("operator",),
    "rights.give": ("operator",),
    "rights.reverse_use": ("operator",),
    "rights.propose_revocation": ("operator",),
    "rights.decide_revocation": ("approver_branch", "approver_head"),
    "rights.own": ("client",),
    "rights.redeem": ("app",),
}
