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
    """Give the channel of a name as extensions give it; what an administrator set up comes before the tray.

    Raises:
        Broken: there is none.
    """
    found = house.single(_channels).get(name)
    if found is None:
        raise Broken(f"no channel carries {name}")
    return found


def brought(house: House, name: str) -> bool:
    """Tell whether an extension of the bank's carries messages of a name, and leaves none in the tray."""
    found = house.single(_channels).get(name)
    return found is not None and found.leaves != "in_tray"


def _channels(house: House) -> Mapping[str, Channel]:
    known: dict[str, Channel] = {}
    for given in house.hook.channels():  # what was registered last comes first
        for channel in given:
            known.setdefault(channel.name, channel)
    return known
