"""How a method may be called: how many at once, how long at most, and what a technical failure means.

Invariant   where an act may have been carried out, or an order is being asked after, a failure is unknown
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Policy:
    """Rules of one class of operation. ``settles``: a technical failure leaves the outcome unknown."""

    name: str
    at_once: int
    deadline_max_s: float
    settles: bool


ASK = Policy("ask", at_once=16, deadline_max_s=5.0, settles=False)
ACT = Policy("act", at_once=8, deadline_max_s=30.0, settles=True)
CALLBACK = Policy("callback", at_once=32, deadline_max_s=2.0, settles=False)
SYNC = Policy("sync", at_once=2, deadline_max_s=60.0, settles=False)
LIFECYCLE = Policy("lifecycle", at_once=2, deadline_max_s=20.0, settles=False)

_BY_METHOD = {
    "rights_provider.v1": {
        "catalogue_sync": SYNC,
        "places": ASK,
        "slots": ASK,
        "form_schema": ASK,
        "track": ASK,
        "quote": ASK,
        "client_link": ASK,
        "verify_callback": CALLBACK,
        "parse_callback": CALLBACK,
        "ack": CALLBACK,
    },
    "settlement_source.v1": {
        "list_statements": SYNC,
        "fetch_statement": SYNC,
        "parse_statement": SYNC,
    },
}


def policy_of(capability: str, method: str) -> Policy:
    """Give the rules of a method; what is not known counts as an act."""
    if capability == "lifecycle.v1":
        return LIFECYCLE
    return _BY_METHOD.get(capability, {}).get(method, ACT)
