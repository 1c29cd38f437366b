"""What this room says of itself; see ``largesse.store.room``."""

from largesse.activities.guard.remaining import GIVEN
from largesse.activities.guard.standard import SERVED
from largesse.audience.privacy.held import KEPT
from largesse.notices.inbox.notice import HOLDS
from largesse.play import extensions, handlers
from largesse.play.access import ACCESS
from largesse.play.chances.client import ChanceQuery
from largesse.play.closings.client import TimedDrawQuery
from largesse.play.closings.console import ClosingMutation, ClosingQuery
from largesse.play.draws.client import ReceiptQuery
from largesse.play.draws.console import DrawQuery, TrailOfPlay
from largesse.play.draws.kept import PLAY_KEPT
from largesse.play.dry_runs.console import DryRunQuery
from largesse.play.duty.console import DutyQuery
from largesse.play.entrants.console import EntrantQuery
from largesse.play.event_files.console import EventFileQuery
from largesse.play.gifts.client import GiftMutation, GiftQuery
from largesse.play.groups import fast
from largesse.play.groups.client import PlayMutation
from largesse.play.inbound.console import InboundMutation, InboundQuery
from largesse.play.inbound.emitted import take_emitted
from largesse.play.inbound.kept import EVENTS_KEPT
from largesse.play.leaderboards.client import LeaderboardQuery
from largesse.play.leaderboards.console import RankingQuery
from largesse.play.leads.console import LeadMutation, LeadQuery
from largesse.play.participations.console import ParticipationQuery
from largesse.play.pools.reads import won_of
from largesse.play.refused import counter as refusals
from largesse.play.replays.console import ReplayMutation, ReplayQuery
from largesse.play.replays.records import FORGETS as REPLAYS
from largesse.play.review.client import ChallengeMutation
from largesse.play.review.console import RiskMutation, RiskQuery
from largesse.play.risk import gate as risk
from largesse.play.scans.console import PlaceCodeQuery
from largesse.play.schedules.console import OccasionMutation, OccasionQuery
from largesse.play.sources.console import SourceMutation, SourceQuery
from largesse.play.sources.of_plugin import EventsOfPlugin
from largesse.play.standing.client import StandingQuery
from largesse.play.teams.client import TeamMutation, TeamQuery
from largesse.play.told.still import HOLDS_SAID
from largesse.plugging.emitting.emit import TAKES_EVENTS
from largesse.store.room import Face, Room

ROOM = Room(
    name="play",
    access=ACCESS,
    handlers=handlers.HANDLERS,
    ticks=handlers.TICKS,
    forgets=(refusals.FORGETS, risk.FORGETS, REPLAYS),
    offers=(
        GIVEN.of(won_of),
        SERVED.by(extensions.served),
        KEPT.of(PLAY_KEPT),
        KEPT.of(EVENTS_KEPT),
        HOLDS.of(HOLDS_SAID),
        TAKES_EVENTS.of(take_emitted),
    ),
    console=Face(
        queries=(
            *(EntrantQuery, DrawQuery, DutyQuery, ParticipationQuery, RiskQuery, ClosingQuery),
            *(EventFileQuery, InboundQuery, SourceQuery, DryRunQuery, LeadQuery, RankingQuery, OccasionQuery),
            *(ReplayQuery, PlaceCodeQuery),
        ),
        mutations=(
            RiskMutation,
            ClosingMutation,
            InboundMutation,
            SourceMutation,
            LeadMutation,
            OccasionMutation,
            ReplayMutation,
        ),
        extensions=(TrailOfPlay, EventsOfPlugin),
    ),
    client=Face(
        queries=(
            *(ChanceQuery, TeamQuery, TimedDrawQuery, LeaderboardQuery, StandingQuery, ReceiptQuery),
            GiftQuery,
        ),
        mutations=(PlayMutation, ChallengeMutation, TeamMutation, GiftMutation),
        compiled=fast.registered,
    ),
    specs=(extensions,),
    extensions=extensions.BUILT_IN,
)
