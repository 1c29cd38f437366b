"""The example activities among friends, each played from the first link to the last right."""

import json
from contextlib import suppress
from datetime import UTC, datetime, timedelta

from tests.flows.play.test_teams import Circle
from tests.kit.telling import told

from largesse.contracts.registry import folder
from largesse.kernel.errors import Told
from largesse.kernel.ids import text_id
from largesse.play.teams.ground import link_code
from largesse.play.teams.share import SharePlay, share_play


class Example(Circle):
    """An example as it is out, and what one of its plays gives."""

    async def begin(self, client, play):
        ask = SharePlay(key=self.fair.key(), activity=self.slug, play=play)
        return link_code((await share_play(ask, actor=client, work=self.fair.house.work)).team)

    async def given(self):
        """Count the rights that the activity gave."""
        return (await self.fair.books(self.activity))["rights"]


async def example(fair, name):
    document = json.loads((folder() / f"examples/valid/plays/{name}.json").read_text("utf-8"))
    now = datetime.now(UTC).replace(microsecond=0)
    document["window"] |= {
        "start": (now - timedelta(days=1)).isoformat(),
        "end": (now + timedelta(days=13)).isoformat(),
    }
    for right in document["rights"]:
        right["batch"] = text_id("bat", fair.known[f"batch.{right['ref']}"])
    return Example(fair, *await fair.publish(told(document) if document["rights"] else document))


async def test_three_friends_make_the_group_buys_team_whole(fair):
    ring = await example(fair, "group-buy")
    leader, *friends = await fair.clients(4)
    code = await ring.begin(leader, "team")
    for one in friends:
        await ring.help(one, code)
    prizes = [(await ring.play(one, play="team")).prize_id for one in (leader, *friends)]
    assert prizes == ["leader", "each", "each", "each"]
    assert await ring.given() == 4


async def test_friends_help_up_both_steps_of_the_assist(fair):
    ring = await example(fair, "assist")
    leader, *friends = await fair.clients(6)
    code = await ring.begin(leader, "assist")
    met = []
    for one in friends:
        await ring.help(one, code)
        with suppress(Told):
            met.append((await ring.play(leader, play="assist")).prize_id)
    assert met == ["tea", "lounge"]
    assert await ring.given() == 2


async def test_who_invites_is_paid_once_friends_take_part_themselves(fair):
    ring = await example(fair, "invite")
    leader, *friends = await fair.clients(4)
    code = await ring.begin(leader, "invite")
    met = []
    for one in friends:
        await ring.come(one, code)
        await ring.play(one, play="welcome")
        with suppress(Told):
            met.append((await ring.play(leader, play="invite")).prize_id)
    assert met == ["tea", "lounge"]
    assert await ring.given() == 5


async def test_a_packet_is_split_among_friends_and_its_parts_make_the_total(fair):
    ring = await example(fair, "split-red-packet")
    leader, *friends = await fair.clients(4)
    code = await ring.begin(leader, "packet")
    opened = [(await ring.help(one, code)).amount for one in friends]
    told = [(await ring.play(one, play="packet")).told["part"] for one in (*friends, leader)]
    assert told[:3] == opened
    held = "select sum(balance)::int from rights_points_account where role = 'client'"
    assert await fair.house.value(held) == sum(told) == 888


async def test_a_red_packet_is_opened_by_friends_and_its_points_add_up(fair):
    ring = await example(fair, "open-red-packet")
    leader, *friends = await fair.clients(4)
    code = await ring.begin(leader, "gather")
    for one in friends:
        await ring.help(one, code)
    points = 0
    for one in (leader, *friends):
        await ring.play(one, play="gather")
        points += int((await ring.play(one, play="split")).prize_id.removeprefix("p-"))
    held = "select sum(balance)::int from rights_points_account where role = 'client'"
    assert await fair.house.value(held) == points > 0
