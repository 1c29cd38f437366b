"""Laws of one right under asks that come at once: it moves along its arrows and has one holder."""

import asyncio
import random
from dataclasses import dataclass, field

import pytest
from tests.flows.rights.test_revoke import decide, propose
from tests.flows.rights.test_suspensions import resume, suspend
from tests.flows.rights.test_transfers import accept, decline, family, offer, take_back

from largesse.kernel.errors import Contended, Missing, Refusal
from largesse.kernel.ids import new_id
from largesse.rights.codes.code12 import shown_by, token
from largesse.rights.codes.codes import token_key
from largesse.rights.entitlements.entitlement import MOVES, State
from largesse.rights.entitlements.expire import expire_due
from largesse.rights.redemptions.redeem import Redeem, redeem
from largesse.rights.redemptions.reverse_use import ReverseUse, reverse_use
from largesse.rights.transfers.lapse import lapse_due

COST = 9_900
# A use that is taken back makes two steps at once.
ARROWS = {(was.value, to.value) for was, many in MOVES.items() for to in many}
TWO_STEPS = {("redeemed", "active"), ("redeemed", "expired")}
TOLD = """
select (select count(*) from store_outbox where payload->>'entitlement' = $1)
     + (select count(*) from store_audit where subject = $1)
"""


@dataclass
class World:
    """One right, the family it goes round in, and what was answered."""

    shop: object
    right: object
    members: list
    dice: random.Random
    said: list = field(default_factory=list)

    async def holder(self):
        held = await self.shop.house.value("select holder from rights_entitlement where id = $1", self.right)
        return next(one for one in self.members if one.id == held)

    async def newest(self, sql):
        return await self.shop.house.value(sql, self.right) or new_id()

    async def offer(self):
        giver = await self.holder()
        others = [one for one in self.members if one is not giver]
        await offer(self.shop, giver, self.right, self.dice.choice(others))

    async def answer(self, act):
        transfer = await self.newest(
            "select id from rights_transfer where entitlement = $1 order by id desc limit 1"
        )
        who = self.dice.choice(self.members)
        await act(self.shop, who, transfer)

    async def use(self):
        hands = await self.newest("select hands from rights_entitlement where id = $1")
        hands = hands if isinstance(hands, int) else 0
        at = await self.shop.house.value("select now()")
        code = token(self.right, token_key(), at, shown_by(hands))
        ask = Redeem(key=self.shop.key(), code=code)
        await redeem(ask, actor=self.shop.counter(), work=self.shop.house.work)

    async def reverse(self):
        use = await self.newest(
            "select max(id::text)::uuid from rights_redemption where entitlement = $1 and kind = 'use'"
        )
        ask = ReverseUse(key=self.shop.key(), redemption=use, reason="误核销")
        await reverse_use(ask, actor=self.shop.who("operator"), work=self.shop.house.work)

    async def revoke(self):
        await propose(self.shop, self.right)
        await decide(self.shop, self.right)

    async def lapse(self):
        await self.shop.house.run("update rights_transfer set expires_at = now() where state = 'offered'")
        await lapse_due(self.shop.house.work)

    async def end(self):
        if self.dice.random() < 0.3:
            await self.shop.house.run(
                "update rights_entitlement set valid_to = now() where id = $1", self.right
            )
        await expire_due(self.shop.house.work)

    def steps(self):
        return {
            "offer": self.offer,
            "accept": lambda: self.answer(accept),
            "decline": lambda: self.answer(decline),
            "take back": lambda: self.answer(take_back),
            "use": self.use,
            "reverse": self.reverse,
            "suspend": lambda: suspend(self.shop, self.right),
            "resume": lambda: resume(self.shop, self.right),
            "revoke": self.revoke,
            "lapse": self.lapse,
            "end": self.end,
        }

    async def at_once(self, names):
        steps = self.steps()
        ended = await asyncio.gather(*(steps[one]() for one in names), return_exceptions=True)
        for name, one in zip(names, ended, strict=True):
            self.said.append((name, repr(one) if one else "done"))
            fine = not isinstance(one, Exception) or isinstance(one, Refusal | Missing | Contended)
            assert fine, self.said


@pytest.mark.parametrize("number", range(6))
async def test_a_right_keeps_its_laws_whatever_comes_at_once(shop, number):
    dice = random.Random(number)
    members = await family(shop, *(f"1380000{number}00{n}" for n in range(3)))
    right = await shop.claimed(members[0])
    units = 1 + number % 2
    await shop.house.run("update rights_entitlement set units = $2 where id = $1", right, units)
    world = World(shop, right, members, dice)
    names = sorted(world.steps().keys() - ({"revoke"} if units > 1 else set()))  # stock counts rights
    weights = [1 if one in {"revoke", "end", "lapse"} else 4 for one in names]
    for _ in range(6):
        await world.at_once(dice.choices(names, weights, k=4))
        await check(world)


async def check(world):
    house, right = world.shop.house, world.right
    (row,) = await house.rows("select * from rights_entitlement where id = $1", right)
    moves = await house.rows("select * from rights_move where entitlement = $1 order by id", right)
    stood, version, holder = "issued", 1, world.members[0].id
    for one in moves:
        step = (one["was"], one["state"])
        assert one["was"] == stood, world.said
        assert step in ARROWS | TWO_STEPS, (step, world.said)
        assert one["version"] > version, world.said
        changed = one["holder"] != holder
        assert not changed or one["was"] == "transferring", world.said
        stood, version, holder = one["state"], one["version"], one["holder"]
    assert (stood, holder) == (row["state"], row["holder"]), world.said
    open_offers = await house.value(
        "select count(*) from rights_transfer where entitlement = $1 and state = 'offered'", right
    )
    assert open_offers == (row["state"] == "transferring"), world.said
    taken = await house.value(
        "select count(*) from rights_transfer where entitlement = $1 and state = 'accepted'", right
    )
    assert row["hands"] == taken, world.said
    used = await house.value(
        "select coalesce(sum(case kind when 'use' then units else -units end), 0) from rights_redemption"
        " where entitlement = $1",
        right,
    )
    assert 0 <= row["units_used"] == used <= row["units"], world.said
    spent = COST * used // row["units"]
    promised = 0 if State(row["state"]) in {State.EXPIRED, State.REVOKED} else COST - spent
    assert await world.shop.money() == (promised, spent), world.said
    assert await house.value(TOLD, str(right)) >= len(moves), world.said
