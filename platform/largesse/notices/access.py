"""Which roles hold which operation of this room."""

ACCESS: dict[str, tuple[str, ...]] = {
    "notices.read_messages": ("designer", "operator", "adviser", "admin", "auditor", "reviewer"),
}
