"""Who may do what with plays."""

from largesse.identity.access import ROLES

ACCESS: dict[str, tuple[str, ...]] = {
    "play.dry_run": ROLES,
    "play.take_part": ("client",),
    "play.see_own": ("client",),
    "play.keep_sources": ("admin",),
    "play.read_events": ("operator", "designer", "approver_protection", "admin", "auditor"),
    "play.settle_event": ("operator",),
    "play.upload_events": ("operator",),
    "play.ask_again": ("operator",),
    "play.see_entrants": ("adviser",),
    "play.show_codes": ("designer", "operator"),
    "play.keep_risk": ("operator", "approver_head"),
    "play.review_held": ("operator", "approver_branch", "approver_head"),
    "play.see_risk": ("operator", "approver_branch", "approver_head", "auditor"),
    "play.see_participations": (
        "operator",
        "approver_branch",
        "approver_protection",
        "approver_head",
        "reviewer",
        "auditor",
    ),
    "play.record_values": ("operator",),
    "play.confirm_values": ("operator", "approver_branch", "approver_head"),
    "play.own_leads": ("adviser",),
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
