"""A package is given whole or not at all, in one commit; its rights tell that they belong together."""

import asyncio
from dataclasses import replace
from uuid import UUID

import pytest
from tests.kit.faces import Asker

from largesse.kernel.errors import Malformed, Refusal
from largesse.kernel.ids import text_id
from largesse.media.keep import KeepPicture, keep_picture
from largesse.media.reads import PictureMissing
from largesse.media.records import PictureId
from largesse.rights.budgets.lines import LineKind
from largesse.rights.budgets.set_line import SetLine, set_budget_line
from largesse.rights.packages.give import GivePackage, give_package
from largesse.rights.packages.make import MakePackage, PackageItem, make_package
from largesse.rights.packages.package import PACKAGE, PackageShort, PackageWrongState
from largesse.rights.packages.steer import PackageStep, SteerPackage, steer_package

MINE = "{ myRights { id title package packageTitle } }"


async def welcome(shop, *, tea: int = 2, small: int = 1):
    """Make a package of tea and of little tea."""
    ask = MakePackage(
        key=shop.key(),
        code="WELCOME",
        title={"zh-CN": "新客礼包", "en": "Welcome"},
        org_unit=shop.known["unit.shanghai"],
        items=(
            PackageItem(shop.known["batch.tea"], tea),
            PackageItem(shop.known["batch.tea_small"], small),
        ),
    )
    return (await make_package(ask, actor=shop.who("operator"), work=shop.work)).id


async def give(shop, package, client, key=None):
    ask = GivePackage(key=key or shop.key(), package=package, client=client.id, reason="开户礼")
    return await give_package(ask, actor=shop.who("operator"), work=shop.work)


async def rights(shop) -> int:
    return await shop.house.value("select count(*) from rights_entitlement")


async def test_every_unit_comes_to_be_in_one_commit_and_a_replay_gives_the_same_rights(shop):
    client, package, key = await shop.client(), await welcome(shop), shop.key()
    tea, small = await shop.stock(), await shop.stock("tea_small")
    given = await give(shop, package, client, key)
    assert await give(shop, package, client, key) == given
    assert len(given.entitlements) == await rights(shop) == 3
    assert (await shop.stock())["free"] == tea["free"] - 2
    assert (await shop.stock("tea_small"))["free"] == small["free"] - 1
    rows = await shop.house.rows("select source_kind, source_ref, holder from rights_entitlement")
    assert {one["source_kind"] for one in rows} == {"package"}
    assert len({one["source_ref"] for one in rows}) == 3
    assert {one["holder"] for one in rows} == {client.id}
    receipts = "select count(*) from store_receipt where use_case = 'rights.give_package'"
    assert await shop.house.value(receipts) == 1


async def test_the_clients_phone_shows_what_came_together(shop):
    client, package = await shop.client(), await welcome(shop)
    await give(shop, package, client)
    alone = await shop.give(client)
    mine = (await Asker(shop.work, client, face="client").asks(MINE))["myRights"]
    together = [one for one in mine if one["packageTitle"] == "新客礼包"]
    assert len(together) == 3
    assert len({one["package"] for one in together}) == 1
    (by_itself,) = [one for one in mine if one not in together]
    assert by_itself["package"] is None
    assert (
        await shop.house.value("select source_kind from rights_entitlement where id = $1", alone) == "manual"
    )


async def test_what_is_short_is_named_and_nothing_is_given(shop):
    client, package = await shop.client(), await welcome(shop, small=6)
    before = (await shop.stock(), await shop.stock("tea_small"), await shop.money())
    with pytest.raises(PackageShort) as no:
        await give(shop, package, client)
    code = await shop.house.value(
        "select code from rights_batch where id = $1", shop.known["batch.tea_small"]
    )
    assert (no.value.batch, no.value.units, no.value.because_of.key) == (code, 6, "rights.stock_exhausted")
    assert (await shop.stock(), await shop.stock("tea_small"), await shop.money()) == before
    assert await rights(shop) == 0


async def test_the_lines_of_its_budgets_hold_for_all_items_together(shop):
    client, package = await shop.client(), await welcome(shop)
    unit = await shop.house.value(
        "select unit_cost_minor from rights_batch where id = $1", shop.known["batch.tea"]
    )
    line = SetLine(
        key=shop.key(),
        budget=shop.known["budget.autumn"],
        kind=LineKind.DAY,
        cap_minor=5 * unit,
        reason="试行",
    )
    await set_budget_line(line, actor=shop.who("operator"), work=shop.work)
    await give(shop, package, client)
    with pytest.raises(PackageShort) as no:
        await give(shop, package, client)
    assert no.value.because_of.key == "rights.budget_line_exhausted"
    assert no.value.retry_at is not None
    used = "select (reserved_minor + spent_minor) / $1 from rights_budget_line"
    assert await shop.house.value(used, unit) == 3


async def test_at_once_no_package_is_given_in_part(shop):
    client, package = await shop.client(), await welcome(shop)
    done = await asyncio.gather(*(give(shop, package, client) for _ in range(12)), return_exceptions=True)
    won = [one for one in done if not isinstance(one, Exception)]
    assert {type(one) for one in done if isinstance(one, Exception)} == {PackageShort}
    assert len(won) == 5, "five of the little tea"
    assert await rights(shop) == 15


async def test_a_stopped_package_is_given_to_nobody_and_what_was_given_stays(shop):
    client, package = await shop.client(), await welcome(shop)
    given = await give(shop, package, client)

    async def steer(step: PackageStep) -> None:
        ask = SteerPackage(key=shop.key(), package=package, step=step, reason="换季")
        await steer_package(ask, actor=shop.who("operator"), work=shop.work)

    await steer(PackageStep.STOP)
    with pytest.raises(PackageWrongState):
        await give(shop, package, client)
    assert [await shop.state(one) for one in given.entitlements] == ["issued"] * 3
    await steer(PackageStep.REOPEN)
    await give(shop, package, client)


@pytest.mark.parametrize(
    ("change", "path"),
    [
        ({"items": ()}, "items"),
        ({"picture": UUID(int=7)}, "picture_alt"),
        ({"picture": UUID(int=7), "picture_alt": {"en": "Tea"}}, "picture_alt"),
    ],
)
async def test_what_no_package_is_is_refused_at_its_field(shop, change, path):
    values = {
        "key": shop.key(),
        "code": "NEW",
        "title": {"zh-CN": "礼包"},
        "org_unit": shop.known["unit.shanghai"],
        "items": (PackageItem(shop.known["batch.tea"], 1),),
    }
    with pytest.raises(Malformed) as no:
        await make_package(MakePackage(**values | change), actor=shop.who("operator"), work=shop.work)
    assert no.value.path == path


async def test_its_picture_is_one_of_the_library_within_reach_and_says_what_it_shows(shop):
    keep = KeepPicture(key="p", name="茶.png", sha="a" * 64, width=64, height=48, size_bytes=100)
    picture = (await keep_picture(keep, actor=shop.who("designer"), work=shop.work)).picture
    alt = {"zh-CN": "两罐岩茶", "en": "Two tins of rock tea"}
    ask = MakePackage(
        key=shop.key(),
        code="TEA",
        title={"zh-CN": "茶礼"},
        picture=picture,
        picture_alt=alt,
        org_unit=shop.known["unit.shanghai"],
        items=(PackageItem(shop.known["batch.tea"], 1),),
    )
    made = await make_package(ask, actor=shop.who("operator"), work=shop.work)
    shown = "query($id: String!) { rightsPackage(id: $id) { picture pictureAlt } }"
    told = await Asker(shop.work, shop.who("operator")).asks(shown, id=text_id(PACKAGE, made.id))
    assert told["rightsPackage"] == {"picture": f"/media/{'a' * 64}", "pictureAlt": "两罐岩茶"}
    unknown = replace(ask, key=shop.key(), code="OTHER", picture=PictureId(UUID(int=7)))
    with pytest.raises(PictureMissing):
        await make_package(unknown, actor=shop.who("operator"), work=shop.work)


async def test_a_batch_stands_once_in_a_package_and_its_units_have_a_bound(shop):
    for tea, small in ((0, 1), (101, 1)):
        with pytest.raises(Refusal):
            await welcome(shop, tea=tea, small=small)
