"""What staff may do with a client and with an identity now; rooms above add acts of their own."""

from collections.abc import Callable

from largesse.audience.clients.reads import ClientRow, IdentityRow
from largesse.kernel.actor import Actor
from largesse.store.house import House, Port

Acts = Callable[[Actor, ClientRow], list[str]]
CLIENT_ACTS: Port[Acts] = Port("audience.client_acts")


def actions(actor: Actor, client: ClientRow, house: House) -> list[str]:
    """Name the acts that neither state, operation nor reach forbids, those of rooms above last."""
    if not actor.reaches(client.org_unit):
        return []
    found = ["reveal"] if actor.may("audience.reveal_client") else []
    if actor.may("audience.block_client"):
        found.append("unblock" if client.blocked else "block")
    if actor.may("audience.set_tier"):
        found.append("set_tier")
    if actor.may("audience.set_city"):
        found.append("set_city")
    return found + [act for more in house.all(CLIENT_ACTS) for act in more(actor, client)]


def identity_actions(actor: Actor, identity: IdentityRow, client: ClientRow) -> list[str]:
    """Name what one may do with an identity of a client: revoke."""
    revokes = identity.living and actor.may("audience.revoke_identity") and actor.reaches(client.org_unit)
    return ["revoke"] if revokes else []
