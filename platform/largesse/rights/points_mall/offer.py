"""An offer of the mall: when a client may have it, and what is refused of it. Pure."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from largesse.kernel.errors import Missing, Refusal

OFFER, EXCHANGE = "pof", "pex"
CLIENT_MAX = 1000


@dataclass(frozen=True)
class OfferMissing(Missing):
    """No such offer within reach."""

    code = "rights.points_offer_missing"
    offer: UUID


@dataclass(frozen=True)
class OfferClosed(Refusal):
    """The offer is stopped, or its time is not now."""

    code = "rights.points_offer_closed"
    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True)
class OfferLimit(Refusal):
    """The client has had it as often as one client may."""

    code = "rights.points_offer_limit"
    most: int


@dataclass(frozen=True, slots=True)
class Terms:
    """What decides on an exchange."""

    state: str
    starts_at: datetime
    ends_at: datetime
    client_max: int | None

    def open_at(self, now: datetime) -> bool:
        """Tell whether it can be had now."""
        return self.state == "active" and self.starts_at <= now < self.ends_at


def expect_open(terms: Terms, had: int, now: datetime) -> None:
    """Check that a client who had it ``had`` times may have it now.

    Raises:
        OfferClosed: ``rights.points_offer_closed``.
        OfferLimit: ``rights.points_offer_limit``.
    """
    if not terms.open_at(now):
        raise OfferClosed(terms.starts_at, terms.ends_at)
    if terms.client_max is not None and had >= terms.client_max:
        raise OfferLimit(terms.client_max)
