"""A picture as a page may hold it: looked at, turned upright, made small enough, drawn anew as WebP.

Invariant   what leaves here was written by our own encoder: no metadata, no second file inside, no script
"""

import io
import warnings
from dataclasses import dataclass
from typing import TYPE_CHECKING

from largesse.kernel.errors import Refusal
from largesse.kernel.later import Later

if TYPE_CHECKING:
    from PIL import Image, ImageCms, ImageOps
else:
    Image, ImageCms, ImageOps = Later("PIL.Image"), Later("PIL.ImageCms"), Later("PIL.ImageOps")

BYTES_MAX = 8 * 2**20
PIXELS_MAX = 40_000_000
SIDE_MAX = 1600
_KINDS = ("JPEG", "PNG", "WEBP")
_QUALITY = 84
_HEIC = frozenset({b"heic", b"heix", b"hevc", b"hevx", b"heim", b"heis", b"mif1", b"msf1"})
_HEAD = 4096


@dataclass(frozen=True)
class PictureTooLarge(Refusal):
    """The file has too many bytes or too many pixels."""

    code = "media.picture_too_large"
    path = "file"
    most_mb: int
    most_megapixels: int


@dataclass(frozen=True)
class PictureUnreadable(Refusal):
    """The file is no whole JPEG, PNG or WebP, whatever its name says."""

    code = "media.picture_unreadable"
    path = "file"


@dataclass(frozen=True)
class PictureForeign(Refusal):
    """The file is a picture of a kind that phones' browsers do not all show, or that may hold a program."""

    code = "media.picture_foreign"
    path = "file"
    kind: str


@dataclass(frozen=True)
class Drawn:
    """A picture ready to be kept: WebP bytes; width and height in pixels."""

    data: bytes
    width: int
    height: int


def drawn(data: bytes) -> Drawn:
    """Draw a file anew, at most ``SIDE_MAX`` pixels a side; of a moving picture the first frame.

    Blocking, and of any cost that a file likes: called in a child, see ``draw``.

    Raises:
        PictureTooLarge: ``media.picture_too_large``.
        PictureForeign: ``media.picture_foreign``.
        PictureUnreadable: ``media.picture_unreadable``.
    """
    if kind := foreign_kind(data):
        raise PictureForeign(kind)
    if len(data) > BYTES_MAX:
        raise too_large()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            picture = Image.open(io.BytesIO(data), formats=_KINDS)
        if picture.width * picture.height > PIXELS_MAX:
            raise too_large()
        return _written(ImageOps.exif_transpose(picture))
    except Image.DecompressionBombError as error:
        raise too_large() from error
    except (OSError, ValueError, SyntaxError) as error:
        raise PictureUnreadable from error


def foreign_kind(data: bytes) -> str:
    """Name a kind that is not taken, by the first bytes, whatever the file is called; empty: none of them."""
    if data[4:8] == b"ftyp" and data[8:12] in _HEIC:
        return "HEIC"
    head = data[:_HEAD].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    return "SVG" if head.startswith(b"<") and b"<svg" in head else ""


def _written(picture: "Image.Image") -> Drawn:
    clear = picture.has_transparency_data
    plain = picture.convert("RGBA" if clear else "RGB")
    plain.thumbnail((SIDE_MAX, SIDE_MAX))
    plain = _in_srgb(plain)
    plain.info.clear()  # the encoder would take over what the file says of itself, its colour profile first
    out = io.BytesIO()
    plain.save(out, "WEBP", quality=_QUALITY, method=4)
    return Drawn(out.getvalue(), plain.width, plain.height)


def _in_srgb(picture: "Image.Image") -> "Image.Image":
    """Give the colours as every screen takes them; a profile that does not fit says nothing."""
    profile = picture.info.get("icc_profile")
    if not profile:
        return picture
    try:
        given = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        found = ImageCms.profileToProfile(picture, given, ImageCms.createProfile("sRGB"))
    except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
        return picture
    return found or picture


def too_large() -> PictureTooLarge:
    """Name both limits."""
    return PictureTooLarge(BYTES_MAX // 2**20, PIXELS_MAX // 1_000_000)
