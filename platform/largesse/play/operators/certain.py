"""``certain``: everyone who may take part meets the one outcome."""

from largesse.activities.operators.certain import CERTAIN
from largesse.contracts.documents_gen import DecideCertain
from largesse.play.operators.decider import Decider, Published, Turn, no_number
from largesse.store.extending import hookimpl


def published(decide: DecideCertain) -> Published:
    """Give the fallback; there is nothing else to weigh."""
    return {"items": [], "fallback": decide["fallback"]["id"] if "fallback" in decide else None}


def decide(_odds: Published, _turn: Turn) -> int:
    """Give the one outcome."""
    return 0


@hookimpl
def decider() -> Decider:
    """Give how this operator decides."""
    return Decider(operator=CERTAIN, published=published, decide=decide, verify=no_number)
