"""The parts of the house that read files: extensions, without faces, handlers or a database.

A command that only checks a file starts with one of them in a moment.
"""

from types import ModuleType
from typing import Any

from largesse.activities import extensions as activities
from largesse.activities.guard.standard import SERVED
from largesse.play import extensions as play
from largesse.store.extending import installed, plugin_manager
from largesse.store.house import House, Offer


def reading_house() -> House:
    """Build what reads documents and records, with the extensions that this machine's distributions bring."""
    return _house((activities, play), (*activities.BUILT_IN, *play.BUILT_IN), SERVED.by(play.served))


def statement_house() -> House:
    """Build what reads statements, with the extensions that this machine's distributions bring."""
    from largesse.settlement import extensions as settlement

    return _house((settlement,), settlement.BUILT_IN)


def _house(specs: tuple[ModuleType, ...], built_in: tuple[object, ...], *offers: Offer[Any]) -> House:
    return House(offers=offers, plugins=plugin_manager(specs, built_in, installed(), whole=False))
