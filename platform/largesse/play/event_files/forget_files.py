"""The files of events that were read are kept sealed for a while, and then taken off the disk."""

from largesse.store.old_files import EVERY_S, OldFiles, forget_old_files
from largesse.store.outbox import Tick
from largesse.store.work import Work

_FILES = OldFiles("play_event_file", ("done", "refused"))


async def _act(work: Work) -> None:
    await forget_old_files(_FILES, work)


EVENT_FILES = Tick("play.forget_event_files", EVERY_S, _act)
