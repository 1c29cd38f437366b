"""What one company adds to the common program."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any, ClassVar

from starlette.routing import Route

from largesse_sdk.kit.supplier.store import Refused, Store

Order = dict[str, Any]
Given = Mapping[str, Any]


def _nothing(_: Order, __: Given) -> dict[str, Any]:
    return {}


@dataclass(frozen=True)
class Act:
    """One thing that the staff do with an order.

    ``after`` are the states in which it may be done, ``status`` the state then, None: it stays;
    ``kind`` is the notice's word, ``facts`` what the notice holds beside the order, ``keeps`` what the order
    keeps of it.
    """

    name: str
    label: str
    after: frozenset[str]
    status: str | None
    kind: str
    facts: Callable[[Order, Given], dict[str, Any]] = _nothing
    keeps: Callable[[Order, Given], dict[str, Any]] = _nothing


class Trade:
    """A company. A subclass names its products and says what is special about its orders."""

    word: ClassVar[str] = ""
    title: ClassVar[str] = ""
    prefix: ClassVar[str] = ""
    products: ClassVar[Sequence[dict[str, Any]]] = ()
    where: ClassVar[Sequence[dict[str, Any]]] = ()
    acts: ClassVar[Sequence[Act]] = ()
    faults: ClassVar[frozenset[str]] = frozenset()
    per_page: ClassVar[int] = 1

    def __init__(self, store: Store) -> None:
        self.store = store

    def product(self, sku: Any) -> dict[str, Any]:
        """Give what it sells under a SKU; Refused where there is none."""
        found = next((one for one in self.products if one["sku"] == sku), None)
        if found is None:
            raise Refused("sku_unknown", 422)
        return found

    def act(self, name: str) -> Act:
        """Give what its staff do under a name; Refused where there is none."""
        found = next((one for one in self.acts if one.name == name), None)
        if found is None:
            raise Refused("act_unknown", 422)
        return found

    def places(self, asked: Mapping[str, str]) -> list[dict[str, Any]]:
        """Give its places: of a city, or nearest first to ``near`` (``latitude,longitude``)."""
        found = [one for one in self.where if asked.get("city") in (None, "", one["city"])]
        if asked.get("near"):
            try:
                latitude, longitude = (float(part) for part in asked["near"].split(","))
            except ValueError as error:
                raise Refused("near_unreadable", 422) from error
            found.sort(
                key=lambda one: (one["latitude"] - latitude) ** 2 + (one["longitude"] - longitude) ** 2
            )
        return found

    def slots(self, asked: Mapping[str, str]) -> list[dict[str, Any]]:
        """Give the sessions of a place; none where it keeps no calendar."""
        del asked
        return []

    def ordered(self, ask: Given) -> dict[str, Any]:
        """Give what an order keeps beside what all keep; Refused where it cannot be served."""
        del ask
        return {}

    def amended(self, order: Order, ask: Given) -> dict[str, Any]:
        """Give what changes of an order, inside the store's transaction; Refused where it cannot."""
        del order, ask
        raise Refused("not_amended", 422)

    def released(self, order: Order) -> dict[str, Any]:
        """Give what changes of an order whose session is given back; Refused where it cannot be."""
        del order
        raise Refused("not_released", 422)

    def ends(self, order: Order, act: Act) -> bool:
        """Tell whether an act gives an order its ``status``; not where more of the same is to come."""
        del order, act
        return True

    def page(self, order: Order, purpose: str) -> str:
        """Give the inside of a page for the client, as HTML."""
        return f"<p>{escape(str(order['order_no']))} · {escape(purpose)}</p>"

    def told(self, order: Order) -> str:
        """Say in a few words what the staff should know of an order."""
        return str(order["place"] or "")

    def routes(self, api: Callable[..., Any], admin: Callable[..., Any]) -> list[Route]:
        """Give routes of its own; ``api`` and ``admin`` guard an endpoint with their key."""
        del api, admin
        return []
