"""The markers of what may be added without touching a room: hookspecs stand in ``<room>/extensions.py``."""

import pluggy

from largesse.store.house import PROJECT

hookspec = pluggy.HookspecMarker(PROJECT)
hookimpl = pluggy.HookimplMarker(PROJECT)
