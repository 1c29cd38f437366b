"""The examples of plays, brought into today with rights that are there.

Words       *alone* what one client plays by pressing: a draw, or a play that goes on over days
"""

from datetime import UTC, datetime, timedelta
from typing import Any

from largesse.contracts.registry import folder
from largesse.kernel.ids import text_id
from tests.kit.standard import GRAMMAR
from tests.kit.telling import told

PLAYS = sorted((folder() / "examples/valid/plays").glob("*.json"))
ON_THE_SPOT = ("place-check-in", "position-check-in")
GOES_ON = (
    "check-in-calendar",
    "quiz",
    "survey",
    "collect-cards",
    "exchange",
    "flash-claim",
    "ten-a-day",
    "raise-tree",
    "seat-pick",
    "task-list",
    "vote",
    "mini-game",
    "tier-challenge",
    "family-challenge",
    "reading-mission",
    "live-signup",
    *ON_THE_SPOT,
)
DRAWN = [one for one in PLAYS if one.stem not in GOES_ON and '"op": "weighted"' in one.read_text("utf-8")]
ALONE = [one for one in PLAYS if one.stem in GOES_ON or one in DRAWN]
TRIES_MAX = 120
BACK_DAYS = 3


def today(document: dict[str, Any], known: dict[str, Any]) -> dict[str, Any]:
    """Let a document run now, with batches that are there, and with turns enough for a set."""
    now = datetime.now(UTC).replace(microsecond=0)
    start = now - timedelta(days=BACK_DAYS)
    document["window"] |= {"start": start.isoformat(), "end": (now + timedelta(days=13)).isoformat()}
    for right in document["rights"]:
        right["batch"] = text_id("bat", known[f"batch.{right['ref']}"])
    for play in document["plays"]:
        for nr, later in enumerate(play["decide"].get("release", []), 1):
            later["at"] = (now + timedelta(hours=nr)).isoformat()
        if "chances" in play and GRAMMAR.operator_of(play).by_chance:
            play["chances"]["units"] = TRIES_MAX
            play["limits"] = []
    document["limits"] = []
    return told(document)
