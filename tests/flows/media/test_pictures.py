"""A picture goes up from the studio and comes down on a phone."""

import io

import httpx
import pytest
from PIL import Image
from tests.kit.seed import PEOPLE, Seed
from tests.kit.site import site

from largesse.identity.sessions.sessions import Opening, open_session
from largesse.kernel.errors import KeyReused, NotAllowed
from largesse.kernel.ids import new_id
from largesse.media.draw import drawn_apart
from largesse.media.keep import KeepPicture, keep_picture
from largesse.media.reads import pictures_page
from largesse.store import blobs
from largesse.store.confined.limits import Limits, ReadingTooSlow
from largesse.store.confined.readers import READERS, Readers
from largesse.store.keyset import Page, Wish


@pytest.fixture(scope="session")
def seed() -> Seed:
    return PEOPLE


DESIGN = ("media.keep_picture", "media.read_pictures")


def png(colour="#12243d"):
    out = io.BytesIO()
    Image.new("RGB", (64, 48), colour).save(out, "PNG")
    return out.getvalue()


def ask(key="one", sha="a" * 64, name="月下.png"):
    return KeepPicture(key=key, name=name, sha=sha, width=64, height=48, size_bytes=100)


async def names(house, actor, search=None):
    async with house.work.read() as read:
        page = await pictures_page(read, actor, Wish(Page(25, None), search))
    return [row.name for row in page.rows]


async def test_the_same_bytes_are_one_picture_under_their_newest_name(house):
    designer = house.staff(*DESIGN)
    first = await keep_picture(ask(), actor=designer, work=house.work)
    assert await keep_picture(ask(), actor=designer, work=house.work) == first
    with pytest.raises(KeyReused):
        await keep_picture(ask(name="别名.png"), actor=designer, work=house.work)
    renamed = await keep_picture(ask("two", name="别名.png"), actor=designer, work=house.work)
    assert renamed == first
    assert await names(house, designer) == ["别名.png"]
    await keep_picture(ask("three", sha="b" * 64, name="茶.png"), actor=designer, work=house.work)
    assert (
        await names(house, designer, "cha")
        == await names(house, designer, f"sha256:{'b' * 64}")
        == ["茶.png"]
    )
    assert await names(house, designer, f"sha256:{'c' * 64}") == []
    assert await house.value("select count(*) from store_audit where action = 'media.picture_kept'") == 3


async def test_who_may_not_design_keeps_no_picture(house):
    with pytest.raises(NotAllowed):
        await keep_picture(ask(), actor=house.staff("media.read_pictures"), work=house.work)


async def test_a_picture_is_drawn_by_a_child_whose_time_is_bounded(house):
    hurried = Readers(Limits(memory_mb=256, time_s=0.001), places=1)
    try:
        with pytest.raises(ReadingTooSlow):
            await drawn_apart(png(), house.work.house.lending(READERS.of(hurried)))
    finally:
        hurried.close()


@pytest.mark.slow
async def test_a_picture_goes_up_from_the_studio_and_comes_down_for_ever(house):
    async with house.work.job() as tx:
        tokens = {
            who: await open_session(tx, Opening("staff", house.known[f"staff.{who}"].id, "password"))
            for who in ("designer", "finance")
        }
    with site(house) as address:

        async def send(who, data, headers=None):
            cookies = {"lg_staff": tokens[who]} if who else {}
            async with httpx.AsyncClient(base_url=address, cookies=cookies, timeout=20) as client:
                form = {"data": {"key": str(new_id())}, "files": {"file": ("月.png", data)}}
                return await client.post("/console/pictures", headers=headers, **form)

        async def get(path, **headers):
            async with httpx.AsyncClient(base_url=address, timeout=20) as client:
                return await client.get(path, headers=headers)

        kept = (await send("designer", png())).json()
        assert kept["address"].startswith("sha256:")
        shown = await get(kept["url"])
        assert (shown.status_code, shown.headers["content-type"]) == (200, "image/webp")
        assert "immutable" in shown.headers["cache-control"]
        assert Image.open(io.BytesIO(shown.content)).size == (64, 48)
        again = await get(kept["url"], **{"if-none-match": shown.headers["etag"]})
        assert again.status_code == 304
        assert (await send("designer", b"no picture")).json()["code"] == "media.picture_unreadable"
        svg = (await send("designer", b"<?xml version='1.0'?><svg/>")).json()
        assert (svg["code"], svg["path"]) == ("media.picture_foreign", "file")
        heic = (await send("designer", bytes(4) + b"ftypheic" + bytes(64))).json()
        assert "HEIC" in heic["message"]
        assert "JPEG" in heic["message"]
        assert (await send("designer", bytes(9 * 2**20))).status_code == 413
        assert (await send("finance", png())).json()["code"] == "kernel.not_allowed"
        assert (await send(None, png())).status_code == 401
        foreign = await send("designer", png(), {"origin": "https://elsewhere.example"})
        assert (foreign.status_code, foreign.json()["code"]) == (403, "kernel.foreign_origin")
        secret = blobs.put(b"a statement, not a picture")
        assert (await get(f"/media/{secret}")).status_code == 404
        assert (await get("/media/secret")).status_code == 404
