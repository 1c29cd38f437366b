"""A browser and its system in words that people know, out of what it says of itself."""

_BROWSERS = (
    ("wxwork/", "WeCom"),
    ("MicroMessenger/", "WeChat"),
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("Firefox/", "Firefox"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
)
_SYSTEMS = (
    ("HarmonyOS", "HarmonyOS"),
    ("Windows", "Windows"),
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Macintosh", "macOS"),
    ("Linux", "Linux"),
)


def device_in_words(agent: str) -> str:
    """Name browser and system, as ``Chrome · Windows``; empty where neither is known."""
    found = [next((name for mark, name in known if mark in agent), "") for known in (_BROWSERS, _SYSTEMS)]
    return " · ".join(name for name in found if name)
