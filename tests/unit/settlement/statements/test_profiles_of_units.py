"""A column mapping belongs to a unit; a default for others is the head office's and needs two people."""

from dataclasses import replace

import msgspec
import pytest
from tests.unit.settlement.bench import DAY, csv, key

from largesse.identity.approvals.approvals import OpenAlready
from largesse.identity.approvals.route import ContentChanged, OwnWork
from largesse.kernel.canonical import dumps
from largesse.kernel.errors import Malformed
from largesse.kernel.ids import new_id
from largesse.rights.catalogue.records import Provider
from largesse.settlement.statements.choose_profile import ProfileMissing, choose
from largesse.settlement.statements.decide_profile import (
    DecideProfile,
    ProfileNotProposed,
    WithdrawProfile,
    approve_profile,
    return_profile,
    withdraw_profile,
)
from largesse.settlement.statements.profile import GENERIC
from largesse.settlement.statements.profile_owner import NotOfTheUnit
from largesse.settlement.statements.records import SavedProfile
from largesse.settlement.statements.saved_profiles import (
    SaveProfile,
    UnitMissing,
    content_hash,
    save_profile,
)


@pytest.fixture
async def branch(bank):
    """A branch with a provider of its own, and its finance."""
    unit, provider = new_id(), new_id()
    await bank.house.run(
        "insert into identity_org_unit (id, parent, code, level, name_zh, name_en, path, created_at)"
        " values ($1, $2, 'SH', 'branch', '上海', 'Shanghai', array[$2::uuid, $1::uuid], now())",
        unit,
        bank.unit,
    )
    await bank.house.run(
        "insert into rights_provider (id, slug, name, org_unit) values ($1, 'tea', $2, $3)",
        provider,
        {"zh-CN": "茶舍", "en": "Tea house"},
        unit,
    )
    actor = bank.house.staff(roles=("finance",), staff=bank.maker.id, unit=unit, units=frozenset({unit}))
    return replace(bank, unit=unit, provider=provider, maker=actor)


def asks(name, ignored="备注", **fields):
    """Ask to save a mapping that is the generic one but for a column."""
    body = msgspec.structs.replace(GENERIC, name=name, ignored=(ignored,))
    return SaveProfile(key=key(), body=dumps(body).decode(), **fields)


async def row_of(bank, saved):
    async with bank.work.read() as read:
        return await SavedProfile.get(id=saved.profile, using_db=read.conn)


async def chosen(bank, actor, asked=None):
    async with bank.work.read() as read:
        provider = await Provider.get(id=bank.provider, using_db=read.conn)
        return await choose(read, asked, provider, actor)


async def sign(bank, saved, actor, decide=approve_profile, **fields):
    row = await row_of(bank, saved)
    ask = DecideProfile(key=key(), profile=row.id, content_hash=content_hash(row), opinion="核对过", **fields)
    return await decide(ask, actor=actor, work=bank.work)


async def test_a_branchs_default_for_its_own_provider_is_in_use_at_once(bank, branch):
    saved = await save_profile(asks("own", provider=branch.provider), actor=branch.maker, work=bank.work)
    assert saved.state == "active"
    assert (await row_of(bank, saved)).org_unit == branch.unit
    assert (await chosen(branch, branch.maker)).id == saved.profile


@pytest.mark.parametrize("name", ["for-tea", "generic"])
async def test_a_default_for_others_waits_for_a_second_person(bank, branch, name):
    provider = branch.provider if name == "for-tea" else None
    saved = await save_profile(asks(name, provider=provider), actor=bank.maker, work=bank.work)
    assert saved.state == "proposed"
    assert (await chosen(branch, branch.maker)).profile == GENERIC
    with pytest.raises(OwnWork):
        await sign(bank, saved, bank.maker)
    assert (await sign(bank, saved, bank.second)).state == "active"
    assert (await chosen(branch, branch.maker)).id == saved.profile
    with pytest.raises(ProfileNotProposed):
        await sign(bank, saved, bank.second)


async def test_one_version_of_a_name_waits_at_a_time_and_what_is_approved_is_in_use(bank, branch):
    waits = await save_profile(asks("generic"), actor=bank.maker, work=bank.work)
    with pytest.raises(OpenAlready):
        await save_profile(asks("generic", "说明"), actor=bank.second, work=bank.work)
    loaded = await bank.load(csv(("A", "1.00", DAY)))  # meanwhile the house's own reads
    read_by = "select profile from settlement_statement where id = $1"
    assert await bank.house.value(read_by, loaded.statement) not in {None, waits.profile}
    await sign(bank, waits, bank.second)
    assert (await chosen(bank, bank.maker)).id == waits.profile


async def test_of_a_providers_defaults_one_waits_at_a_time_and_the_one_approved_last_is_in_use(bank, branch):
    for name, next_one in (("a", "b"), ("b", "c")):
        waits = await save_profile(asks(name, provider=branch.provider), actor=bank.maker, work=bank.work)
        with pytest.raises(OpenAlready):
            await save_profile(asks(next_one, provider=branch.provider), actor=bank.maker, work=bank.work)
        await sign(bank, waits, bank.second)
        assert (await chosen(branch, branch.maker)).id == waits.profile


async def test_a_newer_version_ends_an_older_ones_default_with_two_people_where_others_use_it(bank, branch):
    old = await save_profile(asks("own", provider=branch.provider), actor=branch.maker, work=bank.work)
    await save_profile(asks("own"), actor=branch.maker, work=bank.work)
    assert (await chosen(branch, branch.maker)).id != old.profile
    theirs = await save_profile(asks("tea", provider=branch.provider), actor=bank.maker, work=bank.work)
    await sign(bank, theirs, bank.second)
    ends = await save_profile(asks("tea"), actor=bank.maker, work=bank.work)
    assert (ends.state, (await chosen(branch, branch.maker)).id) == ("proposed", theirs.profile)
    await sign(bank, ends, bank.second)
    assert (await chosen(branch, branch.maker)).id is None
    with pytest.raises(Malformed):
        await save_profile(asks("generic", provider=branch.provider), actor=bank.maker, work=bank.work)


@pytest.mark.parametrize("name", ["for-head", "generic"])
async def test_a_branch_keeps_no_default_for_others(bank, branch, name):
    provider = bank.provider if name == "for-head" else None
    everywhere = replace(branch.maker, units=None)
    with pytest.raises(NotOfTheUnit):
        await save_profile(asks(name, provider=provider), actor=everywhere, work=bank.work)
    with pytest.raises(UnitMissing):
        await save_profile(asks("x", unit=bank.unit), actor=branch.maker, work=bank.work)


async def test_the_own_units_default_goes_before_the_head_offices(bank, branch):
    own = await save_profile(asks("own", provider=branch.provider), actor=branch.maker, work=bank.work)
    theirs = await save_profile(asks("own", provider=branch.provider), actor=bank.maker, work=bank.work)
    assert (own.version, theirs.version) == (1, 1)
    await sign(bank, theirs, bank.second)
    assert (await chosen(branch, branch.maker)).id == own.profile


async def test_what_was_shown_is_what_is_signed_and_both_have_their_way_back(bank, branch):
    saved = await save_profile(asks("a", provider=branch.provider), actor=bank.maker, work=bank.work)
    other = DecideProfile(key=key(), profile=saved.profile, content_hash="sha256:" + "0" * 64)
    with pytest.raises(ContentChanged):
        await approve_profile(other, actor=bank.second, work=bank.work)
    assert (await sign(bank, saved, bank.second, return_profile)).state == "returned"
    again = await save_profile(asks("a", provider=branch.provider), actor=bank.maker, work=bank.work)
    assert (again.version, again.state) == (2, "proposed")
    back = WithdrawProfile(key=key(), profile=again.profile)
    assert (await withdraw_profile(back, actor=bank.maker, work=bank.work)).state == "withdrawn"


async def test_another_units_profile_is_not_there(bank, branch):
    own = await save_profile(asks("own"), actor=branch.maker, work=bank.work)
    head = await save_profile(asks("head"), actor=bank.maker, work=bank.work)
    beijing = bank.house.staff(roles=("finance",), units=frozenset({new_id()}))
    assert (await chosen(branch, branch.maker, own.profile)).id == own.profile
    assert (await chosen(branch, branch.maker, head.profile)).id == head.profile  # of a unit above
    with pytest.raises(ProfileMissing):
        await chosen(branch, beijing, own.profile)
    waits = await save_profile(asks("generic"), actor=bank.maker, work=bank.work)
    with pytest.raises(ProfileMissing):
        await chosen(bank, bank.maker, waits.profile)
    with pytest.raises(ProfileMissing):
        await sign(bank, waits, beijing)
