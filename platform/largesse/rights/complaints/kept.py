"""What a client complained of and was answered, which he may take along; the words go with him."""

from typing import Any
from uuid import UUID

from largesse.audience.privacy.held import Held, Kept
from largesse.rights.complaints.reads import turns_of_client
from largesse.store.work import Read, Tx

_FORGET_TURNS = """
update rights_complaint_turn set words = '—'
where complaint in (select id from rights_complaint where client = $1)
"""
_FORGET = """
update rights_complaint set words = '—', answer = case answer when '' then '' else '—' end where client = $1
"""


async def _held(read: Read, client: UUID) -> list[Held]:
    complaints = {one.complaint for one in await turns_of_client(read, client)}
    return [Held("complaints", "rights", str(len(complaints)))] if complaints else []


async def _copied(read: Read, client: UUID, _locale: str) -> dict[str, Any]:
    turns = await turns_of_client(read, client)
    said = [
        {
            "complaint": str(one.complaint),
            "by": "bank" if one.by_staff else "me",
            "at": one.at,
            "words": one.words,
        }
        for one in turns
    ]
    return {"complaints": said} if said else {}


async def _forget(tx: Tx[Any], client: UUID) -> None:
    await tx.run(_FORGET_TURNS, client)
    await tx.run(_FORGET, client)


COMPLAINTS_KEPT = Kept(_held, copied=_copied, forget=_forget)
