"""Send the signed notices until the partner takes them."""

import asyncio
import hashlib
import hmac
import time
from typing import Any

import httpx

from largesse_sdk.kit.supplier.store import Store

EVERY_S = 0.2


def signed(secret: str, body: bytes, at: int) -> str:
    """Give the signature header of a body at a Unix second."""
    mark = hmac.new(secret.encode(), f"{at}.".encode() + body, hashlib.sha256).hexdigest()
    return f"t={at},v1={mark}"


async def keep_sending(store: Store, secret: str, header: str) -> None:
    """Deliver what is due, for ever; a notice that is not taken is sent again, at most a hundred times."""
    async with httpx.AsyncClient(timeout=5.0, trust_env=False) as client:
        while True:
            for notice in store.due_notices():
                sends = [await _send(client, secret, header, notice) for _ in range(notice["sends"])]
                store.note_sent(notice["id"], ok=all(sends))
                if not all(sends):
                    await asyncio.sleep(min(5.0, EVERY_S * (notice["tries"] + 1)))
            await asyncio.sleep(EVERY_S)


async def _send(client: httpx.AsyncClient, secret: str, header: str, notice: dict[str, Any]) -> bool:
    body = notice["body"].encode()
    headers = {"content-type": "application/json", header: signed(secret, body, int(time.time()))}
    try:
        answer = await client.post(notice["url"], content=body, headers=headers)
    except httpx.HTTPError:
        return False
    return answer.is_success
