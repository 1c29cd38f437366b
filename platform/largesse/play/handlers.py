"""What this room does on events and on the clock: every sub-room's own, for one event in their order."""

from largesse.play.closings import handlers as closings
from largesse.play.doing import handlers as doing
from largesse.play.event_files.forget_files import EVENT_FILES
from largesse.play.event_files.take_file import FILE_TOPIC, READ_FILE
from largesse.play.inbound.take import TAKEN_TOPIC
from largesse.play.lapses.give_back import after_lapse
from largesse.play.plans import handlers as plans
from largesse.play.replays import handlers as replays
from largesse.play.review.review import WAITS, play_left, play_turns
from largesse.play.schedules import handlers as schedules
from largesse.play.seals.seal import seal_due
from largesse.play.seeds import handlers as seeds
from largesse.play.simulations import handlers as simulations
from largesse.play.sources.grant import end_grant
from largesse.play.starting.start_milestones import START_MILESTONES
from largesse.play.starting.start_plays import START_PLAYS
from largesse.play.teams import handlers as teams
from largesse.plugging.installations.uninstall import UNINSTALLED
from largesse.rights.entitlements.expire import LAPSED
from largesse.store.outbox import Handler, Handlers, Tick


def _joined(*parts: Handlers) -> Handlers:
    topics = dict.fromkeys(topic for part in parts for topic in part)
    return {topic: [one for part in parts for one in part.get(topic, [])] for topic in topics}


HANDLERS = _joined(
    doing.HANDLERS,
    plans.HANDLERS,
    schedules.HANDLERS,
    seeds.HANDLERS,
    teams.HANDLERS,
    simulations.HANDLERS,
    replays.HANDLERS,
    START_MILESTONES,
    {LAPSED: [Handler("play.give_back_after_lapse", after_lapse)]},
    {TAKEN_TOPIC: [START_PLAYS], FILE_TOPIC: [READ_FILE]},
    {UNINSTALLED: [Handler("play.end_grant", end_grant)]},
)
TICKS = (
    *closings.TICKS,
    *schedules.TICKS,
    EVENT_FILES,
    Tick("play.play_released", 30.0, play_left),
    Tick("play.play_turns", 5.0, play_turns, WAITS),
    Tick("play.seal_draws", 60.0, seal_due),
)
