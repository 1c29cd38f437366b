"""Packets that a team shares: cut beforehand, opened part by part, exactly the total, and verified."""

import asyncio
from collections import Counter
from contextlib import suppress
from copy import deepcopy
from pathlib import Path

import pytest
from tests.flows.play.test_racing import Racer, ended, written
from tests.flows.play.test_record import verified
from tests.flows.play.test_teams import TEA, among_friends, circle, quorum, refused
from tests.kit.faces import Asker

from largesse.activities.lifecycle.run import MoveActivity, end_activity
from largesse.activities.revisions.decide import ApproveRevision, approve_revision
from largesse.activities.revisions.restock import RestockActivity, restock_activity
from largesse.kernel.errors import Contended
from largesse.play.draws.record import record_of
from largesse.play.friends.friends import FriendCounted, TeamOver, TeamWhole
from largesse.play.operators.quorum import HadTeams, TeamWaits
from largesse.play.teams.help import HelpFriend, help_friend

LARGE = 100_000_000  # so that no two parts are alike by chance
PART = {"do": "points", "points": "part"}
HELD = (
    "select client, balance::int as points from rights_points_account where role = 'client' and balance <> 0"
)
LISTS = "select amounts from play_team where activity = $1 order by opened_at"


def packet(n=3, total=888, least=8, **more):
    sides = {name: {**TEA, "id": name, "effects": [PART]} for name in ("leader", "each")}
    return quorum(n, packet={"total": total, "least": least}, **sides, **more)


class Opener(Racer):
    """A process whose clients open one packet."""

    script = Path(__file__).with_name("opener.py")


async def again(act):
    """Let somebody try until the newest revision is the one that he tries with."""
    for _ in range(3):
        with suppress(Contended):
            return await act()
    raise AssertionError


async def recorded(fair, ring):
    """End the activity and give its record."""
    ask = MoveActivity(key="end", activity=ring.activity, reason="提前结束")
    await end_activity(ask, actor=fair.who("operator"), work=fair.house.work)
    await fair.house.drain()
    async with fair.house.work.read() as read:
        return await record_of(read, ring.slug)


async def points(fair):
    return {row["client"]: row["points"] for row in await fair.house.rows(HELD)}


async def test_each_opens_the_next_part_of_a_list_that_was_cut_before_and_all_make_the_total(fair):
    ring = await circle(fair, among_friends(packet()))
    leader, *friends = await fair.clients(5)
    code = await ring.share(leader)
    ((parts,),) = [tuple(row.values()) for row in await fair.house.rows(LISTS, ring.activity)]
    assert (len(parts), sum(parts)) == (4, 888)
    assert min(parts) >= 8
    opened = [await ring.help(one, code, key=f"k{nr}") for nr, one in enumerate(friends[:3])]
    assert [one.amount for one in opened] == parts[:3]
    assert await ring.help(friends[0], code, key="k0") == opened[0], "the same press is told the same part"
    assert isinstance(await refused(ring.help(friends[0], code)), FriendCounted | TeamWhole)
    assert isinstance(await refused(ring.help(friends[3], code)), TeamWhole)
    assert await points(fair) == {}, "opened is not credited yet"
    played = [await ring.play(one, key="mine") for one in (*friends[:3], leader)]
    assert [one.told["part"] for one in played] == parts
    assert await ring.play(leader, key="mine") == played[3], "and a draw told twice is the first"
    with pytest.raises(HadTeams):
        await ring.play(leader)
    people = [*friends[:3], leader]
    assert await points(fair) == {one.id: part for one, part in zip(people, parts, strict=True)}


async def test_a_packet_that_is_not_whole_brings_nothing_and_the_leaders_part_is_not_told_before(fair):
    ring = await circle(fair, among_friends(packet(n=2)))
    leader, friend = await fair.clients(2)
    code = await ring.share(leader)
    opened = await ring.help(friend, code)
    text = (
        'query($a: String!) { myTeams(activity: $a, play: "wheel") {'
        " own { packet part } friends { packet part } } }"
    )
    askers = [Asker(fair.work, one, face="client") for one in (leader, friend)]
    shown = [(await one.asks(text, a=ring.slug))["myTeams"] for one in askers]
    assert shown == [
        {"own": {"packet": 888, "part": 0}, "friends": None},
        {"own": None, "friends": {"packet": 888, "part": opened.amount}},
    ]
    for one in (leader, friend):
        with pytest.raises(TeamWaits):
            await ring.play(one)
    await ring.age("play_team", 25)
    assert isinstance(await refused(ring.play(friend)), TeamOver)
    assert await points(fair) == {}


async def test_two_packets_of_one_client_are_cut_apart_and_a_part_that_is_gone_falls_back(fair):
    none = {"id": "gone", "title": {"zh-CN": "红包已领完"}, "effects": []}
    decide = packet(n=1, total=LARGE, fallback=none)
    decide["each"]["stock"] = 1
    ring = await circle(fair, among_friends(decide, share={"teams": 2}))
    leader, *friends = await fair.clients(3)
    for one in friends:
        await ring.help(one, await ring.share(leader))
    first, second = [row["amounts"] for row in await fair.house.rows(LISTS, ring.activity)]
    assert first != second
    prizes = [(await ring.play(one)).prize_id for one in (*friends, leader, leader)]
    assert prizes == ["each", "gone", "leader", "leader"]
    assert await points(fair) == {friends[0].id: first[0], leader.id: first[1] + second[1]}


async def test_a_packet_keeps_the_list_of_the_revision_under_which_its_team_was_begun(fair, tmp_path):
    decide = packet(n=2)
    decide["leader"]["stock"] = 1
    ring = await circle(fair, among_friends(decide))
    leader, later, *friends = await fair.clients(6)
    code = await ring.share(leader)
    await ring.help(friends[0], code)
    ask = RestockActivity(key="more", activity=ring.activity, play="wheel", item="leader", units=1)
    restock = await restock_activity(ask, actor=fair.who("operator"), work=fair.house.work)
    sign = ApproveRevision(key="sign", revision=restock.revision, hash=restock.hash, opinion="同意")
    await approve_revision(sign, actor=fair.who("branch"), work=fair.house.work)
    await again(lambda: help_friend(HelpFriend(key="late", code=code), actor=friends[1], work=fair.work))
    other = await again(lambda: ring.share(later))
    for one in friends[2:]:
        await ring.help(one, other)
    for one in (leader, later, *friends):
        await again(lambda one=one: ring.play(one))
    held = await points(fair)
    assert sum(held[one.id] for one in (leader, *friends[:2])) == 888
    assert sum(held.values()) == 2 * 888
    record = await recorded(fair, ring)
    assert len(record["seeds"]) == 2
    assert verified(tmp_path / "record.json", record) == (0, {"ok": True, "draws": 6, "problems": []})


@pytest.mark.slow
async def test_two_processes_open_one_packet_at_once_and_every_part_goes_out_once(fair, tmp_path):
    ring = await circle(fair, among_friends(packet(n=30, total=10_000, least=5)))
    leader, *friends = await fair.clients(61)
    code, race = await ring.share(leader), written(tmp_path, friends)
    openers = [Opener(fair, code, race, nr * 30, nr * 30 + 30) for nr in range(2)]
    told = [line for lines in await asyncio.gather(*map(ended, openers)) for line in lines]
    assert len(told) == 120
    answers = {}
    for number, part, missing in told:
        assert answers.setdefault(number, (part, missing)) == (part, missing), "two presses are told the same"
    assert Counter(part for part, _ in answers.values())["play.team_whole"] == 30
    ((parts,),) = [tuple(row.values()) for row in await fair.house.rows(LISTS, ring.activity)]
    opened = {number: int(part) for number, (part, missing) in answers.items() if missing != "-"}
    assert sorted(opened.values()) == sorted(parts[:30])
    people = [leader, *(friends[int(number)] for number in opened)]
    await asyncio.gather(*(ring.play(one) for one in people * 2), return_exceptions=True)
    assert sum((await points(fair)).values()) == 10_000
    assert await points(fair) == {
        leader.id: parts[30],
        **{friends[int(number)].id: part for number, part in opened.items()},
    }


async def test_a_packet_is_cut_again_from_the_record_and_who_bent_a_part_is_found(fair, tmp_path):
    ring = await circle(fair, among_friends(packet(n=2, total=LARGE), share={"teams": 2}))
    leader, *friends = await fair.clients(3)
    code = await ring.share(leader)
    for one in friends:
        await ring.help(one, code)
    for one in (leader, *friends):
        await ring.play(one)
    record = await recorded(fair, ring)
    path = tmp_path / "record.json"
    assert verified(path, record) == (0, {"ok": True, "draws": 3, "problems": []})
    draws = {draw["client"]: nr for nr, draw in enumerate(record["draws"])}
    one, other = (draws[str(each.id)] for each in friends)

    def bent(nr, **basis):
        forged = deepcopy(record)
        forged["draws"][nr]["basis"] |= basis
        return verified(path, forged)[1]["problems"]

    wrong = {"code": "play.part_does_not_fit", "path": f"/draws/{one}/basis/part"}
    part = record["draws"][one]["basis"]["part"]
    assert wrong in bent(one, part=part + 1)
    assert wrong in bent(one, team=str(leader.id))
    assert wrong in bent(other, part=part), "one part went out twice"
    hidden = deepcopy(record)
    del hidden["draws"][one]["basis"]["part"]
    assert verified(path, hidden)[1]["problems"] == [wrong]
