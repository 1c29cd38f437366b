"""What this room keeps of a client: his notices, which he may take along, and which go with him."""

from typing import Any
from uuid import UUID

from largesse.audience.privacy.held import Held, Kept
from largesse.notices.inbox.notice import words_of
from largesse.notices.inbox.reads import all_of
from largesse.store.work import Read, Tx


async def _held(read: Read, client: UUID) -> list[Held]:
    many = await read.value("select count(*) from notices_notice where client = $1", client)
    return [Held("notices", "activities", str(many), "C1")] if many else []


async def _copied(read: Read, client: UUID, locale: str) -> dict[str, Any]:
    rows = await all_of(read, client)
    told = [
        {"at": one.at, "words": words_of(one.kind, one.facts, locale), "read_at": one.read_at} for one in rows
    ]
    return {"notices": told}


async def _forget(tx: Tx[Any], client: UUID) -> None:
    await tx.value("select notices_forget_client($1)", client)


NOTICES_KEPT = Kept(_held, copied=_copied, forget=_forget)
