"""What may be added to this room without touching it; ``@hookimpl`` comes from ``largesse.store.extending``.

Source      docs/how-to/add-a-notification-channel.md
"""

from collections.abc import Mapping, Sequence

from largesse.kernel.errors import Broken
from largesse.notices import tray
from largesse.notices.channel import Channel
from largesse.store.extending import hookspec
from largesse.store.house import House

BUILT_IN = (tray,)


@hookspec
def channels() -> Sequence[Channel]:  # type: ignore[empty-body]  # a hookspec only says the shape
    """Give channels; one that has the name of a built-in one takes its place."""


def channel_of(house: House, name: str) -> Channel:
    """Give the channel that carries messages of a name.

    Raises:
        Broken: nobody carries them.
    """
    found = house.single(_channels).get(name)
    if found is None:
        raise Broken(f"no channel carries {name}")
    return found


def _channels(house: House) -> Mapping[str, Channel]:
    known: dict[str, Channel] = {}
    for given in house.hook.channels():  # what was registered last comes first
        for channel in given:
            known.setdefault(channel.name, channel)
    return known
