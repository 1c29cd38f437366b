"""Keep a picture, so that pages may show it and colleagues may pick it."""

from dataclasses import dataclass

from largesse.kernel.actor import Actor
from largesse.kernel.ask import Ask
from largesse.kernel.errors import Malformed
from largesse.kernel.ids import new_id
from largesse.kernel.reasons import characters
from largesse.media.records import PictureId
from largesse.store.work import Work

NAME_MAX = 120


@dataclass(frozen=True, kw_only=True)
class KeepPicture(Ask):
    """Keep a drawn picture.

    Args:
        name: what the picker calls it, 1 to 120 characters.
        sha: address of its bytes among the blobs, 64 hex digits.
        width, height: in pixels.
        size_bytes: of the bytes kept.
    """

    name: str
    sha: str
    width: int
    height: int
    size_bytes: int


@dataclass(frozen=True)
class PictureKept:
    """The picture as pages name it: ``sha256:<hex>``."""

    picture: PictureId
    address: str


async def keep_picture(ask: KeepPicture, *, actor: Actor, work: Work) -> PictureKept:
    """Keep a picture for the maker's org unit; the same bytes again are the same picture.

    Raises:
        Malformed: ``kernel.malformed`` at the name.
    """
    actor.must("media.keep_picture")
    if not 1 <= len(ask.name) <= NAME_MAX:
        raise Malformed(characters(1, NAME_MAX), "name")
    async with work.begin(ask, actor, use="media.keep_picture", answer=PictureKept) as tx:
        if tx.earlier:
            return tx.earlier
        picture: PictureId = await tx.value(
            "insert into media_picture (id, org_unit, sha, name, width, height, size_bytes, made_by, made_at)"
            " values ($1, $2, $3, $4, $5, $6, $7, $8, $9)"
            " on conflict (org_unit, sha) do update set name = excluded.name returning id",
            new_id(),
            actor.unit,
            ask.sha,
            ask.name,
            ask.width,
            ask.height,
            ask.size_bytes,
            actor.id,
            tx.now,
        )
        facts = {"sha": ask.sha, "name": ask.name}
        tx.audit("media.picture_kept", str(picture), facts, org_unit=actor.unit)
        return await tx.done(PictureKept(picture, f"sha256:{ask.sha}"))
