"""What extensions are made with: the markers of hooks, and the modules that installed distributions name.

Source      docs/how-to/, every page that begins with "Add"
"""

from importlib.metadata import entry_points

import pluggy

from largesse.store.house import PROJECT

GROUP = "largesse.extensions"  # the entry points by which a bank's own distribution adds hookimpls
hookspec = pluggy.HookspecMarker(PROJECT)
hookimpl = pluggy.HookimplMarker(PROJECT)


def installed() -> list[object]:
    """Load the extensions that this machine's distributions bring."""
    return [one.load() for one in entry_points(group=GROUP)]
