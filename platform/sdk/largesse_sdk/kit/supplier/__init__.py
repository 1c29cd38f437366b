"""A supplier's own program, ready to be given a trade: what the demo's and the tests' suppliers share.

Each is a separate company's program with its own store, faults and face. It knows nothing of the platform
but a partner's key, a notify address per order and how to sign. Needs ``largesse-sdk[supplier]``.

Words       *trade* what one company adds: products, places, what its staff do with an order
            *act* one thing that its staff do, and the notice that follows
"""

from largesse_sdk.kit.supplier.calendar import Calendar
from largesse_sdk.kit.supplier.serve import serve
from largesse_sdk.kit.supplier.store import Refused, Store, shown
from largesse_sdk.kit.supplier.trade import Act, Trade

__all__ = ["Act", "Calendar", "Refused", "Store", "Trade", "serve", "shown"]
