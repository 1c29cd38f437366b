"""Which roles hold which operation of this room."""

_DESIGN = ("designer", "operator")

ACCESS: dict[str, tuple[str, ...]] = {
    "media.read_pictures": _DESIGN,
    "media.keep_picture": _DESIGN,
}
