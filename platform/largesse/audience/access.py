"""Which roles hold which operation of this room."""

CONSOLE = ("designer", "operator", "adviser", "admin", "auditor", "approver_branch", "approver_head")

ACCESS: dict[str, tuple[str, ...]] = {
    "audience.read_clients": CONSOLE,
    "audience.reveal_client": ("adviser", "operator"),
    "audience.import_clients": ("operator", "admin"),
    "audience.block_client": ("operator", "admin"),
    "audience.revoke_identity": ("operator", "admin"),
    "audience.count_audience": (
        "designer",
        "operator",
        "approver_branch",
        "approver_protection",
        "approver_head",
    ),
    "audience.declare_event": ("approver_protection",),
    "audience.read_events": (*CONSOLE, "approver_protection"),
    "audience.own_clients": ("adviser",),
    "audience.share_link": ("adviser",),
    "audience.read_own": ("client",),
    "audience.choose": ("client",),
    "audience.ask_erasure": ("client",),
    "audience.read_erasures": ("operator", "admin", "auditor"),
    "audience.erase_client": ("admin",),
    "audience.read_tiers": CONSOLE,
    "audience.keep_tiers": ("operator", "admin"),
    "audience.set_tier": ("operator",),
    "audience.set_city": ("operator",),
    "audience.read_households": CONSOLE,
    "audience.correct_household": ("operator",),
    "audience.own_household": ("client",),
    "audience.read_issuers": ("admin", "auditor"),
    "audience.register_issuer": ("admin",),
    "audience.revoke_issuer": ("admin",),
}
