"""Draw a picture in a child, whose memory and time are bounded; only the picture drawn anew comes back."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from largesse.media.picture import Drawn, PictureForeign, PictureTooLarge, PictureUnreadable, drawn, too_large
from largesse.store.confined.readers import readers
from largesse.store.house import House


@dataclass(frozen=True)
class Outcome:
    """The picture, or why there is none."""

    picture: Drawn | None = None
    refused: Literal["too_large", "unreadable", "foreign", ""] = ""
    kind: str = ""


def drawn_or_refused(data: bytes) -> Iterator[Outcome]:
    """Yield what became of a file."""
    try:
        yield Outcome(drawn(data))
    except PictureTooLarge:
        yield Outcome(refused="too_large")
    except PictureForeign as error:
        yield Outcome(refused="foreign", kind=error.kind)
    except PictureUnreadable:
        yield Outcome(refused="unreadable")


async def drawn_apart(data: bytes, house: House) -> Drawn:
    """Draw a file anew in a child; see ``picture.drawn``.

    Raises:
        PictureTooLarge: ``media.picture_too_large``.
        PictureForeign: ``media.picture_foreign``.
        PictureUnreadable: ``media.picture_unreadable``.
        ReadingStopped: ``store.reading_…``.
        ReadingBusy: ``store.reading_busy``.
    """
    [outcome] = await readers(house).read(Outcome, drawn_or_refused, data)
    if outcome.picture is not None:
        return outcome.picture
    if outcome.refused == "foreign":
        raise PictureForeign(outcome.kind)
    raise too_large() if outcome.refused == "too_large" else PictureUnreadable
