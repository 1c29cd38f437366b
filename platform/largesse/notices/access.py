"""Which roles hold which operation of this room."""

ACCESS: dict[str, tuple[str, ...]] = {
    "notices.read_messages": ("designer", "operator", "adviser", "admin", "auditor", "reviewer"),
    "notices.own": ("client",),
    "notices.watch_messages": ("operator", "admin"),
    "notices.read_channels": ("admin", "auditor"),
    "notices.set_up_channel": ("admin",),
}
