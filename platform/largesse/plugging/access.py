"""Who may do what with plugins."""

ACCESS: dict[str, tuple[str, ...]] = {
    "plugging.view": ("admin", "reviewer", "operator", "auditor"),
    "plugging.install": ("admin",),
    "plugging.configure": ("admin",),
    "plugging.test": ("admin", "operator"),
    "plugging.enable": ("admin",),
    "plugging.disable": ("admin", "operator"),
    "plugging.upgrade": ("admin",),
    "plugging.roll_back": ("admin",),
    "plugging.uninstall": ("admin",),
    "plugging.settle_callback": ("admin",),
}
