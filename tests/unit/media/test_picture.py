"""What a page may hold of a file that somebody sent."""

import io
import zlib

import pytest
from PIL import Image, ImageCms
from tests.kit import hostile

from largesse.media.draw import Outcome, drawn_or_refused
from largesse.media.picture import (
    BYTES_MAX,
    PIXELS_MAX,
    SIDE_MAX,
    PictureForeign,
    PictureTooLarge,
    PictureUnreadable,
    drawn,
)
from largesse.store.confined.limits import Limits
from largesse.store.confined.readers import Readers


def file_of(kind, size=(320, 200), mode="RGB", **saved):
    out = io.BytesIO()
    Image.new(mode, size, "#a77b2d").save(out, kind, **saved)
    return out.getvalue()


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_each_of_the_three_kinds_is_drawn_anew_as_webp(kind):
    picture = drawn(file_of(kind))
    assert (picture.width, picture.height) == (320, 200)
    assert Image.open(io.BytesIO(picture.data)).format == "WEBP"


def test_a_large_picture_is_made_small_in_its_own_proportion():
    picture = drawn(file_of("PNG", (4000, 1000)))
    assert (picture.width, picture.height) == (SIDE_MAX, SIDE_MAX // 4)


def test_a_photograph_is_turned_upright_and_says_nothing_of_where_it_was_taken():
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x010E] = "home of the client"
    picture = drawn(file_of("JPEG", (300, 200), exif=exif))
    assert (picture.width, picture.height) == (200, 300)
    assert b"home of the client" not in picture.data
    assert len(Image.open(io.BytesIO(picture.data)).getexif()) == 0


def test_what_is_clear_stays_clear():
    out = io.BytesIO()
    Image.new("RGBA", (10, 10), (0, 0, 0, 0)).save(out, "PNG")
    assert Image.open(io.BytesIO(drawn(out.getvalue()).data)).convert("RGBA").getpixel((5, 5))[3] == 0


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"GIF89a" + bytes(40),
        file_of("PNG")[:60],
        file_of("JPEG")[:200],
    ],
)
def test_what_is_no_whole_picture_is_refused_whatever_it_says(data):
    with pytest.raises(PictureUnreadable):
        drawn(data)


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>", "SVG"),
        (b"\xef\xbb\xbf<?xml version='1.0'?>\n<!-- drawn --><svg/>", "SVG"),
        (bytes(4) + b"ftypheic" + bytes(40), "HEIC"),
        (bytes(4) + b"ftypmif1" + bytes(40), "HEIC"),
    ],
)
def test_a_kind_that_people_send_often_is_named(data, kind):
    with pytest.raises(PictureForeign) as refused:
        drawn(data)
    assert refused.value.kind == kind


def test_too_many_bytes_and_too_many_pixels_are_refused_before_they_are_drawn():
    with pytest.raises(PictureTooLarge):
        drawn(bytes(BYTES_MAX + 1))
    side = int(PIXELS_MAX**0.5) + 1
    with pytest.raises(PictureTooLarge):
        drawn(file_of("PNG", (side, side), "1"))
    with pytest.raises(PictureTooLarge):
        drawn(file_of("PNG", (20_000, 10_000), "1"))


def text_bomb():
    """A compressed text beside the picture: a kilobyte that unpacks to a thousand."""
    return (b"zTXt", b"Comment\0\0" + zlib.compress(b"ha" * 10_000_000, 1))


@pytest.mark.parametrize(
    "data",
    [
        hostile.png(320, 200, chunks=[text_bomb()]),
        hostile.png(320, 200, chunks=[(b"iCCP", b"p\0\0" + zlib.compress(bytes(20_000_000), 1))]),
        hostile.png(6_000, 6_000, body=zlib.compress(bytes(100), 9)),
        hostile.png(1, 2**31 - 1, body=b"x"),
        file_of("GIF"),
        file_of("JPEG", exif=b"Exif\0\0MM\0*\xff\xff\xff\xff" + b"\xff" * 60_000),
        file_of("PNG") * 2,
    ],
    ids=["text", "profile", "cut short", "endless", "gif", "exif", "two files"],
)
async def test_a_picture_that_unpacks_without_end_is_drawn_small_or_refused_in_words(data):
    readers = Readers(Limits(memory_mb=256, time_s=30), places=1)
    try:
        [outcome] = await readers.read(Outcome, drawn_or_refused, data)
    finally:
        readers.close()
    assert outcome.picture or outcome.refused
    assert not outcome.picture or len(outcome.picture.data) < 50_000
    assert readers.peak_kb < 300_000


def test_a_moving_picture_stands_still_at_its_first_frame():
    frames = [Image.new("RGB", (60, 40), (at, at, at)) for at in range(50)]
    out = io.BytesIO()
    frames[0].save(out, "WEBP", save_all=True, append_images=frames[1:])
    shown = Image.open(io.BytesIO(drawn(out.getvalue()).data))
    assert (shown.n_frames, shown.getpixel((1, 1))) == (1, (0, 0, 0))


def test_a_colour_profile_is_kept_to_and_stays_behind():
    wide = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes()
    srgb = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    for profile in (srgb, wide, b"hidden words" * 100):
        picture = drawn(file_of("JPEG", icc_profile=profile))
        assert "icc_profile" not in Image.open(io.BytesIO(picture.data)).info
        assert b"hidden words" not in picture.data
