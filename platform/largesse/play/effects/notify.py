"""``notify``: the client gets a notice in words of the activity's own, once."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import msgspec

from largesse.activities.effects.notify import NOTIFY, PLACES
from largesse.activities.operators.reading import first
from largesse.kernel.clock import minute_in
from largesse.kernel.copy import filled, said
from largesse.kernel.graphemes import cut
from largesse.notices.inbox.notice import Telling
from largesse.notices.inbox.tell import tell
from largesse.play.effects.carried import Carried, Due, Scene
from largesse.play.told.still import SAID, occasion_of
from largesse.store.extending import hookimpl
from largesse.store.work import Tx


class _Ready(msgspec.Struct):
    words: dict[str, str]
    zone: str
    by: str = "message"


def ready(effect: Mapping[str, Any], scene: Scene) -> Mapping[str, Any]:
    """Fill in what prize and activity are called, each no longer than its place; the minute comes later."""

    def named(locale: str) -> dict[str, str]:
        return {name: cut(said(getattr(scene, name), locale), PLACES[name]) for name in ("prize", "activity")}

    words = {locale: filled(one, named(locale)) for locale, one in first(effect, "words").items()}
    return {**effect, "words": words, "zone": scene.zone}


def says(effect: Mapping[str, Any], at: datetime) -> dict[str, str]:
    """Give what the client reads, with the minute of an instant."""
    what = msgspec.convert(dict(effect), _Ready)
    facts = {"when": minute_in(at, what.zone)}
    return {locale: filled(one, facts) for locale, one in what.words.items()}


async def act(due: Due, tx: Tx[Any]) -> None:
    """Tell the client."""
    telling = Telling(
        due.client,
        SAID,
        occasion_of(due.draw, due.activity, due.place),
        {"words": says(due.effect, due.at)},
        right=due.right,
        shown_only=msgspec.convert(due.effect, _Ready).by == "list",
    )
    await tell(tx, [telling])


@hookimpl
def carried_effect() -> Carried:
    """Give this effect."""
    return Carried(effect=NOTIFY, act=act, ready=ready, says=says)
