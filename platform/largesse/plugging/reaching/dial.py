"""Connect for a plugin: a name's addresses are judged by the networks that the settings open to plugins."""

from collections.abc import Awaitable, Callable, Sequence
from functools import partial

from largesse.kernel.settings import Network, networks_of, settings
from largesse.store import dialling
from largesse.store.dialling import Dialled
from largesse.store.egress import may_reach, resolved
from largesse_sdk.errors import EgressRefused

Resolve = Callable[[str, int], Awaitable[Sequence[str]]]
LOOPBACK = "127.0.0.0/8,::1/128"


def inside() -> tuple[Network, ...]:
    """Give the networks that the settings open to plugins, beside the public internet."""
    chosen = settings()
    return networks_of(chosen.plugin_networks or ("" if chosen.production else LOOPBACK))


class Dial(dialling.Dial):
    """Makes the connections of plugins.

    Args:
        inside: networks that may be reached beside the public internet.
        resolve: what gives a name's addresses.
    """

    def __init__(self, inside: Sequence[Network], resolve: Resolve = resolved) -> None:
        super().__init__(partial(_fit, inside, resolve))


async def _fit(inside: Sequence[Network], resolve: Resolve, host: str, port: int) -> Sequence[str]:
    """Give those of a host's addresses that a plugin may reach.

    Raises:
        EgressRefused: none may be reached.
    """
    found = await resolve(host, port)
    fit = [one for one in found if may_reach(one, inside)]
    if not fit:
        raise EgressRefused(f"{host} leads to {', '.join(found) or 'nothing'}")
    return fit


__all__ = ["Dial", "Dialled", "inside"]
