"""How pictures are chosen for what is not a page."""

from largesse.identity.finding.finds import FINDS, Find, Found
from largesse.kernel.ids import text_id
from largesse.media.reads import PictureRow, pictures_page
from largesse.media.records import PICTURE


def _picture(row: PictureRow, _locale: str) -> Found:
    return Found(text_id(PICTURE, row.id), row.name, "", f"{row.width} × {row.height}")


OWN_FINDS = (
    FINDS.of(Find("picture", "media.read_pictures", PICTURE, pictures_page, _picture, listed=False)),
)
