"""What a holder shows at the counter: own digits and a changing token, or the provider's voucher.

Invariant   only the holder of an active right sees its code; the QR code opens the counter's page of the
            provider, so that any phone's camera reads it
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from largesse.kernel.settings import settings
from largesse.rights.codes.code12 import grouped, token, token_ends
from largesse.rights.codes.codes import code_of, token_key
from largesse.rights.entitlements.own import own_right
from largesse.store.sealing import open_sealed
from largesse.store.work import Read

_SHOWN = frozenset({"active", "reserved"})


@dataclass(frozen=True)
class CodeShown:
    """Words to say, the token of the QR code and when it changes."""

    words: str
    token: str
    expires_at: datetime | None
    phone_needed: bool


async def show_code(read: Read, client: UUID, entitlement: UUID, at: datetime) -> CodeShown | None:
    """Give the code of a client's own right, None while it has none."""
    right = await own_right(read, client, entitlement)
    if right is None or right.state not in _SHOWN:
        return None
    if right.voucher_sealed:
        voucher = open_sealed(right.voucher_sealed, f"rights.voucher:{right.order_id}").decode()
        return CodeShown(voucher, voucher, None, phone_needed=False)
    digits = await code_of(read, entitlement)
    if digits is None:
        return None
    shown = token(entitlement, token_key(), at)
    if right.provider_slug:
        shown = f"{settings().base_url}/counter/{right.provider_slug}?c={shown}"
    return CodeShown(grouped(digits), shown, token_ends(at), phone_needed=True)
