"""What an adviser may do with a client of his own."""

from largesse.audience.clients.reads import ClientRow
from largesse.kernel.actor import Actor


def acts_of_adviser(actor: Actor, client: ClientRow) -> list[str]:
    """Name it: hand a right over."""
    return ["hand"] if actor.may("rights.hand") and client.adviser == actor.id and not client.blocked else []
