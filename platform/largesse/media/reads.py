"""Pictures for the picker and for the phone."""

import re
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from largesse.kernel.actor import Actor
from largesse.kernel.errors import Missing
from largesse.media.records import Picture, PictureId
from largesse.store.keyset import List, Paged, Sort, Wish, chosen, paged
from largesse.store.work import Read

_ADDRESS = re.compile(r"sha256:([0-9a-f]{64})")
SORTS = {"at": Sort("p.made_at", "timestamptz"), "name": Sort("p.name")}


@dataclass(frozen=True)
class PictureMissing(Missing):
    """No such picture within reach."""

    code = "media.picture_missing"
    picture: UUID


@dataclass(frozen=True)
class PictureRow:
    """A picture of the picker; width and height in pixels."""

    id: PictureId
    sha: str
    name: str
    width: int
    height: int
    made_at: datetime


async def pictures_page(read: Read, actor: Actor, wish: Wish) -> Paged[PictureRow]:
    """List pictures within reach, newest first, that a part of a name or a whole address finds."""
    asked = List("p.id, p.sha, p.name, p.width, p.height, p.made_at", "media_picture p", "p.id")
    asked.within(actor.units, "p.org_unit")
    address = _ADDRESS.fullmatch((wish.search or "").strip())
    if address:
        asked.conditions.append(f"p.sha = {asked.param(address[1])}")
    else:
        asked.search(wish.search, "p.name")
    return await paged(read, PictureRow, asked, chosen(wish.sort, SORTS, "-at"), wish.page)


async def picture_within_reach(read: Read, actor: Actor, picture: UUID) -> str:
    """Give the address of a picture's bytes.

    Raises:
        PictureMissing: ``media.picture_missing``, also when out of reach.
    """
    row = await Picture.get_or_none(id=picture, using_db=read.conn)
    if row is None:
        raise PictureMissing(picture)
    actor.reach(row.org_unit, PictureMissing(picture))
    return row.sha


async def is_picture(read: Read, sha: str) -> bool:
    """Tell whether bytes are a picture that pages may show; the blobs hold more than pictures."""
    return await Picture.exists(sha=sha, using_db=read.conn)
