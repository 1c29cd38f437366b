"""Plays among clients: sharing, helping, teams that become whole once, and nobody else's business."""

import asyncio
from collections import Counter
from datetime import timedelta

import pytest
from tests.kit.faces import Asker

from largesse.audience.privacy.erase import AskErasure, EraseClient, ask_erasure, erase_client
from largesse.kernel.errors import Contended
from largesse.kernel.ids import new_id
from largesse.play.draws.kept import PLAY_KEPT
from largesse.play.friends.counting import TEAM_COMPLETED
from largesse.play.friends.friends import (
    BoundToAnother,
    FriendCounted,
    OwnTeam,
    ShareMissing,
    TeamOver,
    TeamWhole,
)
from largesse.play.groups.attempt import NotRunning
from largesse.play.groups.eligible import NotEligible
from largesse.play.groups.ticket import GiftsGone
from largesse.play.operators.quorum import HadTeams, NoTeam, TeamWaits
from largesse.play.operators.threshold import NotReached
from largesse.play.teams.come import OpenShare, TakesPartAlready, open_share
from largesse.play.teams.ground import NotShared, link_code
from largesse.play.teams.handlers import HANDLERS
from largesse.play.teams.help import HelpFriend, help_friend
from largesse.play.teams.share import NoMoreTeams, SharePlay, share_play
from largesse.store.outbox import Event

TEA = {"id": "tea", "title": {"zh-CN": "岩茶礼盒"}, "effects": [{"do": "grant", "right": "tea"}]}
NOTHING = {"id": "none", "title": {"zh-CN": "谢谢参与"}, "effects": []}
POSTER = {"id": "poster", "title": {"zh-CN": "海报"}, "effects": []}
HELPED, JOINED = ({"kind": "peer.act", "event": f"friend.{act}"} for act in ("helped", "joined"))


def quorum(n=3, **more):
    return {
        "op": "quorum",
        "n": n,
        "within_hours": 24,
        "distinct_by": "client",
        "leader": {**TEA, "id": "leader"},
        "each": {**TEA, "id": "each"},
        **more,
    }


def among_friends(decide, share=None, on=HELPED, states=(), more=()):
    """Let everyone play with friends what is decided so."""

    def change(document):
        play = document["plays"][0]
        play |= {"on": on, "cost": {"kind": "none"}, "decide": decide, "limits": []}
        play |= {"share": {"window_hours": 48, **(share or {})}}
        play.pop("chances")
        document["plays"] += more
        document["limits"], document["states"] = [], list(states)
        document["audience"]["rule"] = {"op": "always"}

    return change


class Circle:
    """People who share and help in one activity."""

    def __init__(self, fair, slug, activity):
        self.fair, self.slug, self.activity = fair, slug, activity

    async def share(self, client, key="", play="wheel"):
        ask = SharePlay(key=key or self.fair.key(), activity=self.slug, play=play)
        return link_code((await share_play(ask, actor=client, work=self.fair.house.work)).team)

    async def help(self, client, code, key=""):
        ask = HelpFriend(key=key or self.fair.key(), code=code)
        while True:
            try:
                return await help_friend(ask, actor=client, work=self.fair.house.work)
            except Contended:
                continue

    async def come(self, client, code):
        ask = OpenShare(key=self.fair.key(), code=code)
        return await open_share(ask, actor=client, work=self.fair.house.work)

    async def play(self, client, **more):
        return await self.fair.play(client, self.slug, **more)

    async def age(self, table, hours):
        """Let time pass for teams or bonds."""
        columns = "opened_at = opened_at - $2::interval, until = until - $2::interval"
        await self.fair.house.run(
            f"update {table} set {columns} where activity = $1",
            self.activity,
            timedelta(hours=hours),
        )

    async def sees(self, client, code=""):
        text = (
            'query($a: String!, $c: String!) { myTeams(activity: $a, play: "wheel", code: $c) {'
            " due own { ...t } friends { ...t } } } fragment t on PlayTeam { state leads helped leaderName"
            " link needed missing reached friends { maskedName me amount } }"
        )
        asker = Asker(self.fair.work, client, face="client")
        return (await asker.asks(text, a=self.slug, c=code))["myTeams"]


async def circle(fair, change, **batches):
    return Circle(fair, *await fair.publish(fair.document(change, **batches)))


async def refused(awaited):
    try:
        return await awaited
    except (TeamWhole, TeamOver, FriendCounted, BoundToAnother, GiftsGone) as no:
        return no


async def test_friends_make_a_team_whole_and_everyone_gets_his_own_once(fair):
    ring = await circle(fair, among_friends(quorum()))
    leader, *friends = await fair.clients(5)
    code = await ring.share(leader)
    assert await ring.share(leader) == code, "who shares again gets the same link"
    with pytest.raises(TeamWaits) as no:
        await ring.play(leader)
    assert no.value.missing == 3
    with pytest.raises(NoTeam):
        await ring.play(friends[3])
    assert [(await ring.help(one, code)).missing for one in friends[:3]] == [2, 1, 0]
    assert isinstance(await refused(ring.help(friends[3], code)), TeamWhole)
    played = [await ring.play(one) for one in (leader, *friends[:3])]
    assert [one.prize_id for one in played] == ["leader", "each", "each", "each"]
    assert played[0].told == {"helpers": 3, "of": 3, "leads": True}
    for one in (leader, *friends[:3]):
        with pytest.raises(HadTeams):
            await ring.play(one)
    with pytest.raises(NoMoreTeams):
        await ring.share(leader)
    books = await fair.books(ring.activity)
    assert (books["draws"], books["rights"]) == (4, 4)


async def test_who_is_owed_by_a_whole_team_gets_it_without_asking_and_never_twice(fair):
    ring = await circle(fair, among_friends(quorum(n=2)))
    leader, first, last = await fair.clients(3)
    code = await ring.share(leader)
    for one in (first, last):
        await ring.help(one, code)
    await ring.play(last)
    (row,) = await fair.house.rows(
        "select id, topic, key, payload::text, at from store_outbox where topic = $1", TEAM_COMPLETED
    )
    (step,) = HANDLERS[TEAM_COMPLETED]
    told = Event(row["id"], row["topic"], row["key"], {"team": row["key"]}, row["at"])
    for came in (["win", "win", "play.had_teams"], ["win", "win", "play.had_teams"]):
        async with fair.house.work.job() as tx:
            due = await step.prepare(told, tx)
        assert await step.call(due, "request", fair.house.work) == came
    assert (await fair.books(ring.activity))["rights"] == 3


async def test_of_many_racing_helpers_just_as_many_count_as_the_team_waits_for(fair):
    ring = await circle(fair, among_friends(quorum(n=20)))
    leader, *friends = await fair.clients(121)
    code = await ring.share(leader)
    found = await asyncio.gather(*(refused(ring.help(one, code)) for one in friends))
    assert Counter(type(one).__name__ for one in found) == {"FriendHelped": 20, "TeamWhole": 100}
    assert sorted(one.missing for one in found if hasattr(one, "missing")) == list(range(20))
    told = "select count(*) from store_outbox where topic = $1"
    assert await fair.house.value(told, TEAM_COMPLETED) == 1
    helped = [one for one, came in zip(friends, found, strict=True) if hasattr(came, "missing")]
    everyone = [leader, *helped] * 3
    prizes = await asyncio.gather(*(ring.play(one) for one in everyone), return_exceptions=True)
    assert Counter(getattr(one, "prize_id", type(one).__name__) for one in prizes) == {
        "leader": 1,
        "each": 20,
        "HadTeams": 42,
    }
    assert (await fair.books(ring.activity))["rights"] == 21


async def test_two_presses_and_two_links_at_once_count_one_client_once(fair):
    ring = await circle(fair, among_friends(quorum(n=5)))
    *leaders, friend = await fair.clients(4)
    codes = [await ring.share(one) for one in leaders]
    found = await asyncio.gather(*(refused(ring.help(friend, code)) for code in codes * 4))
    assert sum(hasattr(one, "missing") for one in found) == 1
    assert {type(one) for one in found if not hasattr(one, "missing")} <= {BoundToAnother, FriendCounted}
    sums = "select sum(helpers)::int from play_team where activity = $1"
    assert await fair.house.value(sums, ring.activity) == 1


async def test_the_same_press_told_twice_is_answered_as_before(fair):
    ring = await circle(fair, among_friends(quorum()))
    leader, friend = await fair.clients(2)
    code = await ring.share(leader)
    assert await ring.help(friend, code, key="once") == await ring.help(friend, code, key="once")


async def test_time_that_is_over_is_told_and_no_gift_is_used(fair):
    ring = await circle(fair, among_friends(quorum(n=2), share={"teams": 2}))
    leader, first, late = await fair.clients(3)
    code = await ring.share(leader)
    await ring.help(first, code)
    await ring.age("play_team", 25)
    with pytest.raises(TeamOver) as no:
        await ring.help(late, code)
    assert (no.value.helpers, no.value.needed) == (1, 2)
    for one in (leader, first):
        with pytest.raises(TeamOver):
            await ring.play(one)
    assert (await fair.books(ring.activity))["rights"] == 0
    assert (await ring.sees(leader))["own"]["state"] == "over"
    assert await ring.share(leader) != code, "another may be begun"


async def test_gifts_that_are_gone_are_told_and_nobody_gets_more_than_there_is(fair):
    ring = await circle(fair, among_friends(quorum(n=7)), tea=fair.known["batch.tea_small"])
    leader, *friends = await fair.clients(8)
    code = await ring.share(leader)
    for one in friends:
        await ring.help(one, code)
    found = await asyncio.gather(*(refused(ring.play(one)) for one in (leader, *friends)))
    assert Counter(type(one).__name__ for one in found) == {"Played": 5, "GiftsGone": 3}
    assert (await fair.books(ring.activity))["all_receipts"] == 5


async def test_nobody_helps_himself_nor_where_households_count_his_own(fair):
    ring = await circle(fair, among_friends(quorum(distinct_by="household")))
    leader, wife, aunt, cousin = await fair.clients(4)
    homes = [new_id(), new_id()]
    for home in homes:
        await fair.house.run(
            "insert into audience_household (id, code, created_at) values ($1, $2, now())", home, str(home)
        )
    for client, home in ((leader, 0), (wife, 0), (aunt, 1), (cousin, 1)):
        await fair.house.run(
            "update audience_customer set household = $2 where id = $1", client.id, homes[home]
        )
    code = await ring.share(leader)
    for one in (leader, wife):
        with pytest.raises(OwnTeam):
            await ring.help(one, code)
    await ring.help(aunt, code)
    with pytest.raises(FriendCounted):
        await ring.help(cousin, code)


async def test_codes_that_are_forged_foreign_or_malformed_lead_nowhere(fair):
    ring = await circle(fair, among_friends(quorum()))
    leader, friend = await fair.clients(2)
    code = await ring.share(leader)
    for forged in ("", "x", code[:-1], code[:-1] + ("0" if code[-1] != "0" else "1"), "\0" * 24, "码" * 24):
        with pytest.raises(ShareMissing):
            await ring.help(friend, forged)
        assert (await ring.sees(friend, forged)) == {"due": False, "own": None, "friends": None}
    other = await circle(fair, among_friends(quorum()))
    assert (await other.sees(friend, code))["friends"] is None, "a link shows its own activity's team only"


async def test_who_opened_a_link_is_bound_until_the_window_is_over(fair):
    ring = await circle(fair, among_friends(quorum(within_hours=200)))
    first, second, friend = await fair.clients(3)
    one, other = await ring.share(first), await ring.share(second)
    await ring.come(friend, one)
    with pytest.raises(BoundToAnother) as no:
        await ring.help(friend, other)
    assert no.value.retry_at is not None
    await ring.age("play_friend", 49)
    await ring.come(friend, other)
    assert (await ring.help(friend, other)).missing == 2
    with pytest.raises(BoundToAnother):
        await ring.help(friend, one)


async def test_a_friends_own_friends_never_count_for_who_brought_him(fair):
    ring = await circle(fair, among_friends(quorum()))
    top, middle, low = await fair.clients(3)
    upper = await ring.share(top)
    await ring.help(middle, upper)
    await ring.help(low, await ring.share(middle))
    assert [(await ring.sees(one))["own"]["missing"] for one in (top, middle)] == [2, 2]


async def test_a_team_is_shown_to_its_people_and_of_it_to_others_only_whose_it_is(fair):
    ring = await circle(fair, among_friends(quorum()))
    leader, friend, stranger = await fair.clients(3)
    await fair.house.run("update audience_customer set name = '王思远' where id = $1", leader.id)
    await fair.house.run("update audience_customer set name = '李清照' where id = $1", friend.id)
    code = await ring.share(leader)
    await ring.help(friend, code)
    own = (await ring.sees(leader))["own"]
    assert own["friends"] == [{"maskedName": "李**", "me": False, "amount": 1}]
    assert own["link"].endswith(f"?s={code}")
    seen = (await ring.sees(friend))["friends"]
    assert (seen["leaderName"], seen["helped"], seen["link"]) == ("王**", True, "")
    by_link = (await ring.sees(stranger, code))["friends"]
    assert (by_link["leaderName"], by_link["missing"], by_link["friends"]) == ("王**", 2, [])
    assert (await ring.sees(stranger)) == {"due": False, "own": None, "friends": None}
    async with fair.house.work.read() as read:
        assert [(one.key, one.value) for one in await PLAY_KEPT.held(read, friend.id)] == [("friends", "1")]
    await ask_erasure(AskErasure(key=fair.key()), actor=friend, work=fair.house.work)
    gone = EraseClient(key=fair.key(), client=friend.id, reason="本人书面申请")
    await erase_client(gone, actor=fair.who("admin"), work=fair.house.work)
    erased = (await ring.sees(leader))["own"]
    assert (erased["missing"], erased["friends"][0]["maskedName"]) == (2, "—*"), "counts stay, names go"


async def test_who_is_blocked_or_not_asked_for_neither_shares_nor_helps(fair):
    def gold_only(document):
        among_friends(quorum())(document)
        document["audience"]["rule"] = {"op": "eq", "fact": "is_staff", "value": False}

    ring = await circle(fair, gold_only)
    leader, blocked, staff = await fair.clients(3)
    await fair.house.run("update audience_customer set blocked = true where id = $1", blocked.id)
    await fair.house.run("update audience_customer set is_staff = true where id = $1", staff.id)
    code = await ring.share(leader)
    for one in (blocked, staff):
        with pytest.raises(NotEligible):
            await ring.help(one, code)
        with pytest.raises(NotEligible):
            await ring.share(one)
    await fair.house.run("update activities_activity set state = 'paused' where id = $1", ring.activity)
    with pytest.raises(NotRunning):
        await ring.help((await fair.clients(1))[0], code)


CUT = {"id": "cut", "kind": "sum", "scope": "team", "reset": "never"}
STEPS = [{"at": at, "outcome": {**TEA, "id": f"off-{at}"}} for at in (50, 100)]
ASSIST = {"op": "threshold", "state": "cut", "steps": STEPS}
ADDS = {"state": "cut", "amounts": [40, 30, 20, 10], "within_hours": 48}


async def test_friends_cut_a_price_down_and_each_step_is_paid_once(fair):
    ring = await circle(fair, among_friends(ASSIST, share={"adds": ADDS}, states=[CUT]))
    leader, *friends = await fair.clients(6)
    code = await ring.share(leader)
    assert (await ring.help(friends[0], code)).amount == 40
    with pytest.raises(NotReached) as no:
        await ring.play(leader)
    assert (no.value.reached, no.value.needed) == (40, 50)
    assert (await ring.help(friends[1], code)).reached == 70
    assert (await ring.sees(leader))["due"] is True
    assert (await ring.play(leader)).prize_id == "off-50"
    with pytest.raises(NotReached):
        await ring.play(leader)
    for one in friends[2:4]:
        await ring.help(one, code)
    with pytest.raises(TeamWhole):
        await ring.help(friends[4], code)
    assert (await ring.play(leader)).prize_id == "off-100"
    with pytest.raises(NotReached):
        await ring.play(friends[0])
    assert (await fair.books(ring.activity))["rights"] == 2


WELCOME = {
    "id": "welcome",
    "title": {"zh-CN": "见面礼"},
    "on": {"kind": "user.act"},
    "decide": {"op": "certain", "outcome": NOTHING},
}
INVITED = {"id": "invited", "kind": "counter", "scope": "team", "reset": "never"}
INVITE = {"op": "threshold", "state": "invited", "steps": [{"at": 2, "outcome": TEA}]}


async def test_an_invitation_counts_once_the_friend_plays_himself_for_the_first_time(fair):
    adds = {"state": "invited", "amounts": [1, 1, 1]}
    ring = await circle(
        fair, among_friends(INVITE, on=JOINED, share={"adds": adds}, states=[INVITED], more=[WELCOME])
    )
    leader, old, *friends = await fair.clients(6)
    await ring.play(old, play="welcome")
    code = await ring.share(leader)
    with pytest.raises(TakesPartAlready):
        await ring.come(old, code)
    with pytest.raises(NotShared):
        await ring.help(friends[0], code)
    for one in friends:
        await ring.come(one, code)
    assert (await ring.sees(leader))["own"]["reached"] == 0, "an opened link alone counts for nothing"
    await ring.play(friends[0], play="welcome")
    await ring.play(friends[0], play="welcome")
    with pytest.raises(NotReached):
        await ring.play(leader)
    await asyncio.gather(*(ring.play(one, play="welcome") for one in friends[1:]))
    own = (await ring.sees(leader))["own"]
    assert (own["reached"], own["state"]) == (3, "whole"), "the fourth played all the same"
    assert (await ring.play(leader)).prize_id == "tea"
    assert (await fair.books(ring.activity))["rights"] == 1
