"""Notes to a client, which he may take along, and what an adviser wrote of him: their words go with him."""

from typing import Any
from uuid import UUID

from largesse.audience.privacy.held import Held, Kept
from largesse.rights.handing.reads import notes_to
from largesse.store.work import Read, Tx

_FORGET = "update rights_handing set note = '—' where client = $1"
_FORGET_REQUESTS = "update rights_handing_request set note = '—' where client = $1"
_FORGET_TASKS = "update rights_task set words = '' where client = $1"


async def _held(read: Read, client: UUID) -> list[Held]:
    notes = await notes_to(read, client)
    return [Held("notes", "rights", str(len(notes)))] if notes else []


async def _copied(read: Read, client: UUID, _locale: str) -> dict[str, Any]:
    notes = await notes_to(read, client)
    return {"adviser_notes": [{"at": one.at, "words": one.note} for one in notes]} if notes else {}


async def _forget(tx: Tx[Any], client: UUID) -> None:
    await tx.run(_FORGET, client)
    await tx.run(_FORGET_REQUESTS, client)
    await tx.run(_FORGET_TASKS, client)


NOTES_KEPT = Kept(_held, copied=_copied, forget=_forget)
