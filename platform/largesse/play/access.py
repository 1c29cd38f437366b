"""Who may do what with plays."""

ACCESS: dict[str, tuple[str, ...]] = {
    "play.take_part": ("client",),
    "play.see_own": ("client",),
    "play.see_entrants": ("adviser",),
    "play.view": (
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
    ),
}
