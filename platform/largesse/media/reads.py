"""Pictures for the picker and for the phone."""

from largesse.kernel.actor import Actor
from largesse.store.keyset import List, Rows, Sort, Wish, chosen, listed
from largesse.store.work import Read

SORTS = {"at": Sort("p.made_at", "timestamptz"), "name": Sort("p.name")}


async def pictures_page(read: Read, actor: Actor, wish: Wish) -> Rows:
    """List pictures within reach, newest first."""
    asked = List("p.id, p.sha, p.name, p.width, p.height, p.made_at", "media_picture p", "p.id")
    asked.within(actor.units, "p.org_unit")
    asked.search(wish.search, "p.name")
    return await listed(read, asked, chosen(wish.sort, SORTS, "-at"), wish.page)


async def is_picture(read: Read, sha: str) -> bool:
    """Tell whether bytes are a picture that pages may show; the blobs hold more than pictures."""
    return bool(await read.value("select exists (select from media_picture where sha = $1)", sha))
