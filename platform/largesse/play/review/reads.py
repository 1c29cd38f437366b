"""Rules and suspects for screens, within reach."""

from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from largesse.audience.clients.reads import keep_found, numbered_names_of
from largesse.identity.staff.reads import names_of_staff
from largesse.kernel.actor import Actor
from largesse.play.review.review import REVIEW
from largesse.play.risk.records import RuleId, SuspectId
from largesse.play.risk.rules import KEEP
from largesse.store.keyset import List, Paged, Sort, Wish, chosen, paged
from largesse.store.work import Read

Text = dict[str, str]


@dataclass(frozen=True)
class RuleRow:
    """A rule with the names that a screen shows; ``standing``: it holds now."""

    id: RuleId
    activity: UUID | None
    activity_title: Text | None
    subject: str
    value: str
    most: int | None
    window_s: int | None
    outcome: str
    reason: str
    expires_at: datetime | None
    made_by: UUID
    made_at: datetime
    standing: bool
    endable: bool = False
    value_name: str = ""
    made_by_name: str = ""


@dataclass(frozen=True)
class SuspectRow:
    """An attempt that was challenged, held, denied or queued, with the names that a screen shows.

    ``started``: an event or the clock made it, not its client. ``due_at``: from when on its turn comes; with
    scope, period and maximum of the limit for which it waits. What a rule of risk says is empty where none
    stopped it.
    """

    id: SuspectId
    at: datetime
    activity: UUID
    activity_title: Text
    play: str
    client: UUID
    device: str
    address: str
    state: str
    why: str
    started: bool
    note: str
    outcome: str
    draw: UUID | None
    rule_subject: str
    rule_most: int | None
    rule_window_s: int | None
    rule_reason: str
    due_at: datetime | None
    limit_scope: str | None
    limit_period: str | None
    limit_max: int | None
    decided_by: UUID | None
    decided_at: datetime | None
    reviewable: bool = False
    client_name: str = ""
    decided_by_name: str = ""


_RULES = """r.id, r.activity, a.title as activity_title, r.subject, r.value, r.most, r.window_s, r.outcome,
  r.reason, r.expires_at, r.made_by, r.made_at,
  (r.ended_at is null and coalesce(r.expires_at > now(), true)) as standing"""
_SUSPECTS = """s.id, s.at, s.activity, a.title as activity_title, s.play, s.client, s.device, s.address,
  s.state, s.why, s.props is not null as started, s.note, s.outcome, s.draw,
  coalesce(r.subject, '') as rule_subject, r.most as rule_most,
  r.window_s as rule_window_s, coalesce(r.reason, '') as rule_reason, s.due_at,
  s.over->>'scope' as limit_scope, s.over->>'period' as limit_period, (s.over->>'max')::bigint as limit_max,
  s.decided_by, s.decided_at"""


async def rules_page(read: Read, actor: Actor, wish: Wish, state: str | None = None) -> Paged[RuleRow]:
    """List rules of activities within reach and those of every activity; ``state``: standing or over."""
    asked = List(_RULES, "play_risk_rule r left join activities_activity a on a.id = r.activity", "r.id")
    asked.within(actor.units, "a.org_unit", "r.activity is null")
    if state:
        over = "not " if state == "over" else ""
        asked.conditions.append(f"{over}(r.ended_at is null and coalesce(r.expires_at > now(), true))")
    asked.search(wish.search, "r.value", "r.reason", "a.title->>'zh-CN'", "a.title->>'en'")
    sorts = {"madeAt": Sort("r.made_at", "timestamptz")}
    page = await paged(read, RuleRow, asked, chosen(wish.sort, sorts, "-madeAt"), wish.page)
    clients = [UUID(row.value) for row in page.rows if row.subject == "client" and row.value]
    names = {str(id_): name for id_, name in (await numbered_names_of(read, clients)).items()}
    staff = await names_of_staff(read, {row.made_by for row in page.rows})
    keeps = actor.may(KEEP)
    return page.with_rows(
        lambda row: replace(
            row,
            value_name=names.get(row.value, row.value),
            made_by_name=staff.get(row.made_by, ""),
            endable=keeps and row.standing and (row.activity is not None or actor.units is None),
        )
    )


async def suspects_page(read: Read, actor: Actor, wish: Wish, state: str | None = None) -> Paged[SuspectRow]:
    """List attempts that were held, denied or queued in activities within reach, of one state or all."""
    source = """play_suspect s join activities_activity a on a.id = s.activity
      left join play_risk_rule r on r.id = s.rule"""
    asked = List(_SUSPECTS, source, "s.id")
    asked.within(actor.units, "a.org_unit")
    if state:
        asked.conditions.append(f"s.state = {asked.param(state)}")
    keep_found(asked, wish.search, "s.client")
    sorts = {"at": Sort("s.at", "timestamptz")}
    page = await paged(read, SuspectRow, asked, chosen(wish.sort, sorts, "-at"), wish.page)
    names = await numbered_names_of(read, list({row.client for row in page.rows}))
    staff = await names_of_staff(read, {row.decided_by for row in page.rows if row.decided_by})
    reviews = actor.may(REVIEW)
    return page.with_rows(
        lambda row: replace(
            row,
            client_name=names.get(row.client, ""),
            decided_by_name=staff.get(row.decided_by, "") if row.decided_by else "",
            reviewable=reviews and row.state == "waiting",
        )
    )
