"""Pictures on the console face: translate, never decide."""

from datetime import datetime

import strawberry

from largesse.faces.lists import Connection, Listing, list_field
from largesse.kernel.ids import text_id
from largesse.media.reads import pictures_page
from largesse.store.keyset import Row


@strawberry.type(description="A picture that pages may show.")
class PictureType:
    """One picture of the picker."""

    id: str = strawberry.field(description="Id, pic_….")
    name: str = strawberry.field(description="What it is called here.")
    address: str = strawberry.field(description="How a component names it: sha256:….")
    url: str = strawberry.field(description="Where it is shown.")
    width: int = strawberry.field(description="Width in pixels.")
    height: int = strawberry.field(description="Height in pixels.")
    made_at: datetime = strawberry.field(description="When it was taken in.")

    @classmethod
    def of(cls, row: Row, _locale: str) -> "PictureType":
        """Translate a row."""
        return cls(
            id=text_id("pic", row["id"]),
            name=row["name"],
            address=f"sha256:{row['sha']}",
            url=f"/media/{row['sha']}",
            width=row["width"],
            height=row["height"],
            made_at=row["made_at"],
        )


@strawberry.type
class MediaQuery:
    """Queries of this room."""

    pictures: Connection[PictureType] = list_field(
        Listing("pictures", "media.read_pictures", pictures_page, PictureType.of),
        "Pictures within reach, newest first. sort: at, name.",
    )
