"""Teams of one who plays in memory: how many friends came is said beforehand, nobody opens a link.

Invariant   a packet is cut as in earnest; in memory a team has time until the activity ends
Source      docs/explanation/dry-runs.md
"""

from dataclasses import replace
from uuid import UUID, uuid5

from largesse.play.friends.friends import Friends, Seen
from largesse.play.plans.plan import Plan
from largesse.play.seeds.number import packet_dice
from largesse.play.selection.cuts import cut

FRIENDS_MAX = 200


def led(plan: Plan, rule: Friends, secret: bytes, client: UUID, came: int) -> Seen:
    """Give the team that a client leads, after so many friends came."""
    own = uuid5(client, f"{plan.play}/own")
    return replace(_team(plan, rule, own, came), part=_parts(plan, rule, secret, own)[-1])


def helped(plan: Plan, rule: Friends, secret: bytes, client: UUID) -> Seen:
    """Give the team that a client helped to make whole."""
    theirs = uuid5(client, f"{plan.play}/friends")
    part = _parts(plan, rule, secret, theirs)[0]
    return replace(_team(plan, rule, theirs, rule.most), leads=False, part=part)


def _team(plan: Plan, rule: Friends, team: UUID, came: int) -> Seen:
    helpers = min(came, rule.most)
    return Seen(
        id=team,
        leads=True,
        helpers=helpers,
        most=rule.most,
        reached=sum(rule.amounts[:helpers]) if rule.amounts else helpers,
        until=plan.end,
        whole=helpers == rule.most,
    )


def _parts(plan: Plan, rule: Friends, secret: bytes, team: UUID) -> list[int]:
    return cut(rule.packet, packet_dice(secret, plan.activity, team)) if rule.packet else [0]
