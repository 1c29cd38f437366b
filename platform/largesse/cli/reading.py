"""The part of the house that reads documents and records: extensions, without faces, handlers or a database.

A command that only checks a file starts with it in a moment.
"""

import pluggy

from largesse.activities import extensions as activities
from largesse.activities.guard.standard import PLAYED
from largesse.play import extensions as play
from largesse.store.extending import installed
from largesse.store.house import PROJECT, House


def reading_house() -> House:
    """Build it, with the extensions that this machine's distributions bring."""
    plugins = pluggy.PluginManager(PROJECT)
    for room in (activities, play):
        plugins.add_hookspecs(room)
    for one in (*activities.BUILT_IN, *play.BUILT_IN, *installed()):
        plugins.register(one)
    return House(offers=(PLAYED.by(play.played),), plugins=plugins)
