"""Everything that people and the clock do with rights, each as a step with dice of its own."""

import random
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from tests.flows.histories.world import Nothing, Step, World

from largesse.audience.tiers.follow import SetClientTier, set_client_tier
from largesse.kernel.actor import Actor
from largesse.kernel.clock import now
from largesse.kernel.ids import new_id
from largesse.kernel.money import Long
from largesse.play.groups.take_part import TakePart, take_part
from largesse.rights.allowances.take import TakeAllowance, take_allowance
from largesse.rights.batches.batch import BatchStep
from largesse.rights.batches.steer import SteerBatch, steer_batch
from largesse.rights.bookings.cancel import CancelBooking, CancelForClient, cancel_booking, cancel_for_client
from largesse.rights.bookings.change import RescheduleBooking, reschedule_booking
from largesse.rights.bookings.hold import ConfirmBooking, HoldSlot, confirm_booking, hold_slot
from largesse.rights.bookings.jobs import keep_waiting_lists, lapse_holds
from largesse.rights.bookings.wait import (
    AcceptOffer,
    JoinWaitingList,
    LeaveWaitingList,
    accept_offer,
    join_waiting_list,
    leave_waiting_list,
)
from largesse.rights.budgets.cap import DecideRaise, MoveCap, approve_raise, lower_budget, propose_raise
from largesse.rights.budgets.hold import HoldBudget, ReleaseHold, hold_budget, release_due, release_hold
from largesse.rights.code_pools.allocate import deliver
from largesse.rights.code_pools.watch import watch_pools
from largesse.rights.codes.code12 import shown_by, token
from largesse.rights.codes.codes import token_key
from largesse.rights.entitlements.claim import ClaimRight, claim_right
from largesse.rights.entitlements.expire import expire_due
from largesse.rights.entitlements.give import GiveRight, give_right
from largesse.rights.packages.give import GivePackage, give_package
from largesse.rights.points.by_hand import AwardPoints, TakePointsBack, award_points, take_points_back
from largesse.rights.points.expire import expire_points_due
from largesse.rights.points.transfer import TransferPoints, transfer_points
from largesse.rights.points_mall.redeem import RedeemOffer, redeem_offer
from largesse.rights.redemptions.redeem import Redeem, redeem
from largesse.rights.redemptions.reverse_use import ReverseUse, reverse_use
from largesse.rights.redemptions.use import Use, use_right
from largesse.rights.revocations.decide import DecideRevocation, approve_revocation
from largesse.rights.revocations.propose import ProposeRevocation, propose_revocation
from largesse.rights.suspensions.suspend import (
    ResumeRight,
    SuspendRight,
    SuspendRightsOfClient,
    resume_right,
    suspend_right,
    suspend_rights_of_client,
)
from largesse.rights.transfers.answer import (
    AcceptTransfer,
    DeclineTransfer,
    TakeBackTransfer,
    accept_transfer,
    decline_transfer,
    take_back_transfer,
)
from largesse.rights.transfers.lapse import lapse_due
from largesse.rights.transfers.offer import OfferRight, offer_right

Dice = random.Random
REASON = "历史演练"
_RIGHTS = "select id, holder, hands, state from rights_entitlement where state = any($1) order by id"
# A provider knows a use of a pool's right by its code: one that went back to the pool is nobody's.
_CLAIMED = """
select e.id from rights_entitlement e join rights_sku s on s.id = e.sku
where e.state = any($1) and e.claimed_at is not null and (s.fulfil_mode <> 'pool'
  or exists (select from rights_pool_code c where c.entitlement = e.id))
"""
LIVE = ["issued", "active", "reserved", "transferring", "suspended"]


async def _right(world: World, dice: Dice, *states: str) -> dict:
    return await world.one(_RIGHTS, dice.randrange(2**20), list(states) or LIVE)


def _holder(world: World, dice: Dice, right: dict) -> Actor:
    """Mostly the holder; now and then somebody who is not."""
    return world.holder(right["holder"]) if dice.random() < 0.9 else world.person(dice.randrange(6))


def _somebody(world: World, dice: Dice) -> Actor:
    return world.person(dice.randrange(6))


def _slot(dice: Dice) -> datetime:
    local = now().astimezone(ZoneInfo("Asia/Shanghai")) + timedelta(days=3)
    return local.replace(hour=9 + dice.randrange(2), minute=0, second=0, microsecond=0).astimezone(UTC)


async def give(world: World, dice: Dice) -> None:
    batch = world.known[f"small.{dice.choice(['tea', 'multi', 'cookie', 'credit'])}"]
    ask = GiveRight(key=world.key(), batch=batch, client=_somebody(world, dice).id, reason=REASON)
    await world.do(give_right, ask, world.who("operator"))


async def package(world: World, dice: Dice) -> None:
    client = _somebody(world, dice).id
    ask = GivePackage(key=world.key(), package=world.known["small.package"], client=client, reason=REASON)
    await world.do(give_package, ask, world.who("operator"))


async def play(world: World, dice: Dice) -> None:
    ask = TakePart(key=world.key(), activity=world.known["small.slug"], play="wheel")
    await world.do(take_part, ask, _somebody(world, dice))


async def allowance(world: World, dice: Dice) -> None:
    rule = world.known[f"small.rule.{dice.choice(['person', 'household'])}"]
    await world.do(take_allowance, TakeAllowance(key=world.key(), rule=rule), _somebody(world, dice))


async def claim(world: World, dice: Dice) -> None:
    right = await _right(world, dice, "issued")
    await world.do(
        claim_right, ClaimRight(key=world.key(), entitlement=right["id"]), _holder(world, dice, right)
    )


async def use(world: World, dice: Dice) -> None:
    right = await _right(world, dice, "active", "reserved", "transferring", "suspended")
    at = await world.house.value("select now()")
    code = token(right["id"], token_key(), at, shown_by(right["hands"]))
    counter = Actor("app", world.known["provider.tea"], frozenset({"rights.redeem"}), None, name="tea")
    await world.do(redeem, Redeem(key=world.key(), code=code), counter)


async def told_use(world: World, dice: Dice) -> None:
    """A use of a claimed right that had happened is told by its provider, whatever became of it meanwhile."""
    right = await world.one(
        f"{_CLAIMED} order by e.id", dice.randrange(2**20), [*LIVE, "expired", "redeemed"]
    )
    async with world.work.job() as tx:
        at = tx.now - timedelta(seconds=dice.randrange(60))
        await use_right(tx, Use(right["id"], "callback", "told", provider_ref=str(new_id()), at=at))


async def reverse(world: World, dice: Dice) -> None:
    found = await world.one(
        "select id from rights_redemption where kind = 'use' order by id", dice.randrange(2**20)
    )
    ask = ReverseUse(key=world.key(), redemption=found["id"], reason=REASON)
    await world.do(reverse_use, ask, world.who("operator"))


async def offer(world: World, dice: Dice) -> None:
    right = await _right(world, dice, "issued", "active")
    to = _somebody(world, dice).id
    ask = OfferRight(key=world.key(), entitlement=right["id"], receiver=to, words="生日快乐")
    await world.do(offer_right, ask, _holder(world, dice, right))


async def answer(world: World, dice: Dice) -> None:
    found = await world.one(
        "select id, giver, receiver from rights_transfer where state = 'offered' order by id",
        dice.randrange(2**20),
    )
    kind = dice.choice(["accept", "accept", "decline", "take back", "stranger"])
    if kind == "take back":
        back = TakeBackTransfer(key=world.key(), transfer=found["id"])
        await world.do(take_back_transfer, back, world.holder(found["giver"]))
        return
    who = _somebody(world, dice) if kind == "stranger" else world.holder(found["receiver"])
    if kind == "decline":
        await world.do(decline_transfer, DeclineTransfer(key=world.key(), transfer=found["id"]), who)
        return
    await world.do(accept_transfer, AcceptTransfer(key=world.key(), transfer=found["id"]), who)


async def lapse(world: World, _dice: Dice) -> None:
    await world.house.run("update rights_transfer set expires_at = now() where state = 'offered'")
    await lapse_due(world.work)


async def suspend(world: World, dice: Dice) -> None:
    right = await _right(world, dice)
    ask = SuspendRight(key=world.key(), entitlement=right["id"], reason=REASON)
    await world.do(suspend_right, ask, world.who("operator"))


async def suspend_all(world: World, dice: Dice) -> None:
    ask = SuspendRightsOfClient(key=world.key(), client=_somebody(world, dice).id, reason=REASON)
    await world.do(suspend_rights_of_client, ask, world.who("operator"))


async def resume(world: World, dice: Dice) -> None:
    right = await _right(world, dice, "suspended")
    ask = ResumeRight(key=world.key(), entitlement=right["id"], reason=REASON)
    await world.do(resume_right, ask, world.who("operator"))


async def revoke(world: World, dice: Dice) -> None:
    right = await _right(world, dice)
    ask = ProposeRevocation(key=world.key(), entitlement=right["id"], reason=REASON)
    await world.do(propose_revocation, ask, world.who("operator"))
    shown = await world.house.value(
        "select content_hash from identity_approval where subject = $1 order by proposed_at desc limit 1",
        right["id"],
    )
    sign = DecideRevocation(key=world.key(), entitlement=right["id"], content_hash=shown, opinion="核实")
    await world.do(approve_revocation, sign, world.who("branch"))


async def end(world: World, dice: Dice) -> None:
    """Let the time of a right run out, then end what is over."""
    right = await _right(world, dice, "issued", "active", "suspended", "transferring")
    await world.house.run(
        "update rights_entitlement set valid_from = least(valid_from, now() - interval '1 minute'),"
        " valid_to = now() where id = $1 and valid_to > now()",
        right["id"],
    )
    await expire_due(world.work)


async def look_at_code(world: World, dice: Dice) -> None:
    found = await world.one(
        "select entitlement from rights_pool_code where state = 'allocated' order by number",
        dice.randrange(99),
    )
    await deliver(world.work, found["entitlement"])
    await watch_pools(world.work)


async def earn(world: World, dice: Dice) -> None:
    ask = AwardPoints(
        key=world.key(),
        kind=world.known["small.kind"],
        client=_somebody(world, dice).id,
        points=Long(20 + dice.randrange(60)),
        reason=REASON,
    )
    await world.do(award_points, ask, world.who("operator"))


async def spend(world: World, dice: Dice) -> None:
    ask = RedeemOffer(key=world.key(), offer=world.known["small.offer"])
    await world.do(redeem_offer, ask, _somebody(world, dice))


async def hand_on(world: World, dice: Dice) -> None:
    ask = TransferPoints(
        key=world.key(),
        kind=world.known["small.kind"],
        to=_somebody(world, dice).id,
        points=Long(1 + dice.randrange(40)),
    )
    await world.do(transfer_points, ask, _somebody(world, dice))


async def take_points(world: World, dice: Dice) -> None:
    found = await world.one("select id from rights_points_award order by id", dice.randrange(2**20))
    ask = TakePointsBack(key=world.key(), award=found["id"], reason=REASON)
    await world.do(take_points_back, ask, world.who("operator"))


async def points_end(world: World, dice: Dice) -> None:
    found = await world.one(
        "select id from rights_points_award where unused > 0 order by id", dice.randrange(2**20)
    )
    await world.house.run(
        "update rights_points_award set ends_at = now(), last_day = current_date - 1 where id = $1",
        found["id"],
    )
    await expire_points_due(world.work)


async def hold_money(world: World, dice: Dice) -> None:
    ask = HoldBudget(
        key=world.key(),
        budget=world.known["budget.autumn"],
        amount_minor=Long(1_000 + dice.randrange(50_000)),
        reason=REASON,
        expires_at=now() + timedelta(days=2),
    )
    await world.do(hold_budget, ask, world.who("operator"))


async def free_money(world: World, dice: Dice) -> None:
    found = await world.one(
        "select id from rights_budget_hold where released_at is null order by id", dice.randrange(2**20)
    )
    if dice.random() < 0.3:
        await world.house.run(
            "update rights_budget_hold set made_at = now() - interval '1 day', expires_at = now()"
            " where id = $1",
            found["id"],
        )
        await release_due(world.work)
        return
    ask = ReleaseHold(key=world.key(), hold=found["id"], reason=REASON)
    await world.do(release_hold, ask, world.who("operator"))


async def cap(world: World, dice: Dice) -> None:
    """Bring the cap close to what is promised, or raise it with two signatures."""
    budget = world.known["budget.autumn"]
    stands = await world.one(
        "select cap_minor, reserved_minor + spent_minor as promised from rights_budget where id = $1",
        0,
        budget,
    )
    if dice.random() < 0.5:
        most = Long(stands["promised"] + dice.randrange(60_000))
        ask = MoveCap(key=world.key(), budget=budget, cap_minor=most, reason=REASON)
        await world.do(lower_budget, ask, world.who("operator"))
        return
    most = Long(stands["cap_minor"] + dice.randrange(200_000))
    ask = MoveCap(key=world.key(), budget=budget, cap_minor=most, reason=REASON)
    await world.do(propose_raise, ask, world.who("operator"))
    shown = await world.house.value(
        "select content_hash from identity_approval where subject = $1 order by proposed_at desc limit 1",
        budget,
    )
    sign = DecideRaise(key=world.key(), budget=budget, content_hash=shown, opinion="同意")
    await world.do(approve_raise, sign, world.who("branch"))


async def steer(world: World, dice: Dice) -> None:
    batch = world.known[f"small.{dice.choice(['tea', 'multi', 'prize'])}"]
    state = await world.house.value("select state from rights_batch where id = $1", batch)
    step = BatchStep.PAUSE if state == "active" and dice.random() < 0.4 else BatchStep.RESUME
    ask = SteerBatch(key=world.key(), batch=batch, step=step, reason=REASON)
    await world.do(steer_batch, ask, world.who("operator"))


async def tier(world: World, dice: Dice) -> None:
    code = dice.choice(["gold", "gold", "platinum"])
    ask = SetClientTier(key=world.key(), client=_somebody(world, dice).id, tier=code, reason="行长特批")
    await world.do(set_client_tier, ask, world.who("operator"))


async def book(world: World, dice: Dice) -> None:
    right = await _right(world, dice, "active")
    doctor = world.known[f"small.doctor.{dice.randrange(2)}"]
    ask = HoldSlot(key=world.key(), entitlement=right["id"], resource=doctor, starts_at=_slot(dice))
    await world.do(hold_slot, ask, _holder(world, dice, right))


_BOOKINGS = "select id, holder from rights_booking where state = any($1) order by id"


async def confirm(world: World, dice: Dice) -> None:
    found = await world.one(_BOOKINGS, dice.randrange(2**20), ["proposed"])
    await world.do(
        confirm_booking, ConfirmBooking(key=world.key(), booking=found["id"]), world.holder(found["holder"])
    )


async def move(world: World, dice: Dice) -> None:
    found = await world.one(_BOOKINGS, dice.randrange(2**20), ["booked", "pending"])
    doctor = world.known[f"small.doctor.{dice.randrange(2)}"]
    ask = RescheduleBooking(key=world.key(), booking=found["id"], resource=doctor, starts_at=_slot(dice))
    await world.do(reschedule_booking, ask, world.holder(found["holder"]))


async def cancel(world: World, dice: Dice) -> None:
    found = await world.one(_BOOKINGS, dice.randrange(2**20), ["proposed", "booked", "pending"])
    if dice.random() < 0.3:
        ask = CancelForClient(key=world.key(), booking=found["id"], reason=REASON)
        await world.do(cancel_for_client, ask, world.who("operator"))
        return
    await world.do(
        cancel_booking, CancelBooking(key=world.key(), booking=found["id"]), world.holder(found["holder"])
    )


async def hold_over(world: World, _dice: Dice) -> None:
    await world.house.run(
        "update rights_booking set hold_until = now() - interval '1 second' where state = 'proposed'"
    )
    await lapse_holds(world.work)


async def wait(world: World, dice: Dice) -> None:
    right = await _right(world, dice, "active")
    at = _slot(dice)
    ask = JoinWaitingList(
        key=world.key(),
        entitlement=right["id"],
        place=world.known["small.place"],
        starts_from=at,
        starts_to=at + timedelta(minutes=1),
    )
    await world.do(join_waiting_list, ask, _holder(world, dice, right))


async def wait_no_more(world: World, dice: Dice) -> None:
    found = await world.one(
        "select id, holder, state from rights_waiting where state in ('waiting', 'offered') order by id",
        dice.randrange(2**20),
    )
    who = world.holder(found["holder"])
    if found["state"] == "offered" and dice.random() < 0.7:
        await world.do(accept_offer, AcceptOffer(key=world.key(), waiting=found["id"]), who)
        return
    if dice.random() < 0.5:
        await keep_waiting_lists(world.work)
        return
    await world.do(leave_waiting_list, LeaveWaitingList(key=world.key(), waiting=found["id"]), who)


async def again(world: World, dice: Dice) -> None:
    if not world.answered:
        raise Nothing
    await world.again(dice.randrange(2**20))


STEPS: dict[str, tuple[Step, int]] = {
    one.__name__: (one, weight)
    for one, weight in (
        (give, 8),
        (package, 2),
        (play, 3),
        (allowance, 5),
        (claim, 14),
        (use, 9),
        (told_use, 3),
        (reverse, 5),
        (offer, 6),
        (answer, 6),
        (lapse, 1),
        (suspend, 3),
        (suspend_all, 1),
        (resume, 4),
        (revoke, 3),
        (end, 2),
        (look_at_code, 2),
        (earn, 5),
        (spend, 4),
        (hand_on, 2),
        (take_points, 1),
        (points_end, 1),
        (hold_money, 2),
        (free_money, 2),
        (cap, 2),
        (steer, 1),
        (tier, 1),
        (book, 8),
        (confirm, 5),
        (move, 3),
        (cancel, 4),
        (hold_over, 1),
        (wait, 3),
        (wait_no_more, 3),
        (again, 5),
    )
}
