"""An order at a provider: its states, and when to ask after it.

Words       created -> submitted -> accepted | completed | unknown | failed; unknown -> (query) -> …;
            completed -> cancelled, by the provider's own notice; created | failed -> rerouted
"""

from datetime import datetime, timedelta

from largesse.rights.entitlements.entitlement import OPEN_ORDER

FIRST_CHECK_S = 2
CHECK_MAX_S = 600


def is_open(state: str) -> bool:
    """Tell whether the provider may still say yes or no."""
    return state in OPEN_ORDER


def is_live(state: str) -> bool:
    """Tell whether a right stands on this order: then no other may be placed for it."""
    return is_open(state) or state == "completed"


def next_check(queries: int, now: datetime, retry_after_s: float | None) -> datetime:
    """Say when to ask next: doubling from two seconds up to ten minutes, or as the provider wishes."""
    wait = min(CHECK_MAX_S, FIRST_CHECK_S * 2 ** min(queries, 10))
    return now + timedelta(seconds=max(wait, retry_after_s or 0))
