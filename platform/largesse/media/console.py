"""Pictures on the console face."""

from datetime import datetime
from typing import Self

import strawberry

from largesse.faces.lists import Connection, Listing, list_field
from largesse.faces.scalars import named
from largesse.kernel.ids import text_id
from largesse.media.reads import PictureRow, pictures_page
from largesse.media.records import PICTURE


@strawberry.type(description="A picture that pages may show.")
class PictureType:
    """One picture of the picker."""

    id: str = named("Id, pic_….")
    name: str = named("What it is called here.")
    address: str = named("How a component names it: sha256:….")
    url: str = named("Where it is shown.")
    width: int = named("Width in pixels.")
    height: int = named("Height in pixels.")
    made_at: datetime = named("When it was taken in.")

    @classmethod
    def of(cls, row: PictureRow, _locale: str) -> Self:
        return cls(
            id=text_id(PICTURE, row.id),
            name=row.name,
            address=f"sha256:{row.sha}",
            url=f"/media/{row.sha}",
            width=row.width,
            height=row.height,
            made_at=row.made_at,
        )


@strawberry.type
class MediaQuery:
    """Queries of this room."""

    pictures: Connection[PictureType] = list_field(
        Listing("pictures", "media.read_pictures", pictures_page, PictureType.of),
        "Pictures within reach, newest first. sort: at, name.",
    )
