"""What a holder shows at the counter: own digits and a changing token, or a code that its provider knows.

Invariant   only the holder of an active right, and who may collect it for him, see its code;
            the QR code opens the counter's page of the provider, so that any phone's camera reads it
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from largesse.kernel.settings import settings
from largesse.rights.agents.mandates import mandates
from largesse.rights.code_pools.allocate import PoolCodeOfRight, code_of_right
from largesse.rights.codes.code12 import grouped, shown_by, token, token_ends
from largesse.rights.codes.codes import code_of, token_key
from largesse.rights.entitlements.own import own_right
from largesse.store.sealing import open_sealed
from largesse.store.work import Read

_SHOWN = frozenset({"active", "reserved"})


_RIGHT = """
select e.state, e.hands, p.slug from rights_entitlement e join rights_sku s on s.id = e.sku
left join rights_order o on o.entitlement = e.id and o.state not in ('failed', 'cancelled', 'rerouted')
left join rights_provider p on p.id = coalesce(o.provider, s.provider) where e.id = $1
"""


@dataclass(frozen=True)
class _Right:
    state: str
    hands: int
    slug: str | None


@dataclass(frozen=True)
class CodeShown:
    """Words to say, the token of the QR code and when it changes.

    ``pin`` is a pool's code's, empty: none; ``unseen``: the holder is about to see the code first.
    """

    words: str
    token: str
    expires_at: datetime | None
    phone_needed: bool
    pin: str = ""
    unseen: bool = False


async def show_code(read: Read, client: UUID, entitlement: UUID, at: datetime) -> CodeShown | None:
    """Give the code of a client's own right, or of one that he may collect as an agent; None without one."""
    right = await own_right(read, client, entitlement)
    if right is None or not right.own:
        return await _for_agent(read, client, entitlement, at)
    if right.state not in _SHOWN:
        return None
    if right.voucher_sealed:
        voucher = open_sealed(right.voucher_sealed, f"rights.voucher:{right.order_id}").decode()
        return CodeShown(voucher, voucher, None, phone_needed=False)
    pooled = await code_of_right(read, entitlement)
    if pooled is not None:
        return _of_pool(pooled)
    return await _own_code(read, entitlement, right.provider_slug, at, shown_by(right.hands))


async def _for_agent(read: Read, client: UUID, entitlement: UUID, at: datetime) -> CodeShown | None:
    mandate = next((one for one in await mandates(read, entitlement, at) if one.agent == client), None)
    found = await read.one(_Right, _RIGHT, entitlement)
    if mandate is None or found is None or found.state not in _SHOWN:
        return None
    return await _own_code(read, entitlement, found.slug, at, shown_by(found.hands, mandate.id))


async def _own_code(
    read: Read, entitlement: UUID, provider_slug: str | None, at: datetime, shower: bytes
) -> CodeShown | None:
    digits = await code_of(read, entitlement)
    if digits is None:
        return None
    shown = token(entitlement, token_key(), at, shower)
    if provider_slug:
        shown = f"{settings().base_url}/counter/{provider_slug}?c={shown}"
    return CodeShown(grouped(digits), shown, token_ends(at), phone_needed=True)


def _of_pool(pooled: PoolCodeOfRight) -> CodeShown:
    """Give a pool's code as its provider wrote it: that is what the provider compares."""
    code = pooled.code
    return CodeShown(code, code, None, phone_needed=False, pin=pooled.pin, unseen=pooled.state == "allocated")
