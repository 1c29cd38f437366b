"""What a page may hold of a file that somebody sent."""

import io

import pytest
from PIL import Image

from largesse.media.picture import BYTES_MAX, PIXELS_MAX, SIDE_MAX, PictureTooLarge, PictureUnreadable, drawn


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
        b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
        b"GIF89a" + bytes(40),
        file_of("PNG")[:60],
        file_of("JPEG")[:200],
    ],
)
def test_what_is_no_whole_picture_is_refused_whatever_it_says(data):
    with pytest.raises(PictureUnreadable):
        drawn(data)


def test_too_many_bytes_and_too_many_pixels_are_refused_before_they_are_drawn():
    with pytest.raises(PictureTooLarge):
        drawn(bytes(BYTES_MAX + 1))
    side = int(PIXELS_MAX**0.5) + 1
    with pytest.raises(PictureTooLarge):
        drawn(file_of("PNG", (side, side), "1"))
    with pytest.raises(PictureTooLarge):
        drawn(file_of("PNG", (20_000, 10_000), "1"))
