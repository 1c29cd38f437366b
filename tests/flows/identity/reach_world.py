"""A house where 上海分行 has one of everything and 北京分行 a register of its own; how to find each."""

import json
from dataclasses import replace
from datetime import timedelta

import asyncpg
from tests.flows.identity.reach_rows import BEIJING
from tests.kit.application import APP

from largesse.activities.revisions.create import CreateActivity, create_activity
from largesse.activities.revisions.decide import ApproveRevision, approve_revision
from largesse.activities.revisions.save import SaveDraft, save_draft
from largesse.activities.revisions.submit import SubmitRevision, submit_revision
from largesse.activities.simulations.assumptions import Assumptions
from largesse.activities.simulations.simulate import SimulateActivity, simulate_activity
from largesse.audience.advisers import share
from largesse.audience.privacy.erase import AskErasure, ask_erasure
from largesse.identity.resets.asking import AskReset, ask_reset
from largesse.identity.staff.change import ChangeStaff, change_staff
from largesse.identity.staff.enrol import EnrolStaff, enrol
from largesse.kernel.clock import day_in, day_starts, now
from largesse.kernel.ids import new_id, text_id
from largesse.kernel.money import Long
from largesse.kernel.settings import settings
from largesse.media.keep import KeepPicture, keep_picture
from largesse.notices.send import SEALED
from largesse.play.groups.take_part import TakePart, take_part
from largesse.rights.agents.agent import Scope
from largesse.rights.agents.answer import EndAgent, end_agent
from largesse.rights.agents.name import NameAgent, name_agent
from largesse.rights.batches.content import ProposeBatch
from largesse.rights.batches.propose import propose_batch
from largesse.rights.bookings.cancel import CancelBooking, cancel_booking
from largesse.rights.bookings.hold import ConfirmBooking, HoldSlot, confirm_booking, hold_slot
from largesse.rights.bookings.wait import (
    JoinWaitingList,
    LeaveWaitingList,
    join_waiting_list,
    leave_waiting_list,
)
from largesse.rights.code_pools.pool import sealed_for
from largesse.rights.complaints.complain import Complain, complain
from largesse.rights.entitlements.claim import ClaimRight, claim_right
from largesse.rights.entitlements.give import GiveRight, give_right
from largesse.rights.points.by_hand import AwardPoints, award_points
from largesse.rights.points.kinds import MakePointsKind, make_points_kind
from largesse.rights.points.lasting import Lasts
from largesse.rights.points_mall.offers import MakePointsOffer, make_points_offer
from largesse.rights.revocations.propose import ProposeRevocation, propose_revocation
from largesse.rights.slots.keep import AddException, DayKind, add_exception
from largesse.rights.transfers.answer import TakeBackTransfer, take_back_transfer
from largesse.rights.transfers.offer import OfferRight, offer_right
from largesse.settlement.batches.create import CreateBatch, create_batch
from largesse.settlement.batches.reconcile import RunMatching, run_matching
from largesse.settlement.breaks.propose import ProposeDisposition, propose_disposition
from largesse.settlement.dispositions.disposition import DispositionKind
from largesse.store.sealing import seal

POOL = new_id()
SHANGHAI = "(select id from identity_org_unit where code like 'SH%')"
REVOCATION = "select subject from identity_approval where state = 'pending' and subject_kind like 'rights.r%'"
DONE = "select subject from identity_approval where subject_kind = 'rights.order_done'"
PROFILE = "select id from settlement_profile where state = 'proposed'"
STAFF_CHANGE = "select subject from identity_approval where subject_kind = 'identity.staff'"
# Where an id of each kind is found, Shanghai's.
FAR = {
    "unt": "select id from identity_org_unit where code = 'SH'",
    "stf": "select id from identity_staff where email = 'designer@demo.bank'",
    "apv": "select id from identity_approval where state = 'pending' and subject_kind like 'activities%'",
    "cli": "select id from audience_customer where ext_id = 'C80002'",
    "idn": "select i.id from audience_identity i join audience_customer c on c.id = i.customer"
    " where c.ext_id = 'C80001' and i.kind = 'mobile'",
    "imp": "select id from audience_import where org_unit is not null",
    "cmp": "select id from rights_complaint",
    "prv": "select id from rights_provider where slug = 'tea'",
    "prd": "select id from rights_product where code = 'P-TEA'",
    "nod": "select id from rights_node where code = 'SH-NODE'",
    "pic": "select id from media_picture where name = '沪上秋色'",
    "sku": "select id from rights_sku where state = 'active' and code not like 'BJ%' order by code desc",
    "bud": "select id from rights_budget where code = 'SH-2026-AUTUMN'",
    "bat": "select id from rights_batch where code = 'B-2026-TEA'",
    "ent": "select id from rights_entitlement where state <> 'transferring'",
    "trf": "select id from rights_transfer where receiver is not null",
    "agt": "select id from rights_agent where agent is not null",
    "tsk": "select id from rights_task",
    "led": "select id from play_lead",
    "occ": "select id from play_occasion",
    "takeBackTransfer.trf": "select id from rights_transfer where receiver is null",
    "hld": "select id from rights_budget_hold where released_at is null",
    "pkg": "select id from rights_package where code = 'SH-WELCOME'",
    "red": "select id from rights_redemption",
    "act": "select id from activities_activity where slug = 'mid-autumn'",
    "rev": "select id from activities_revision where state = 'in_review'",
    "drw": "select id from play_draw",
    "rsk": "select id from play_risk_rule",
    "sus": "select id from play_suspect",
    "sim": "select id from activities_simulation",
    "stm": "select id from settlement_statement",
    "lin": "select id from settlement_line",
    "itm": "select id from settlement_item",
    "bch": "select id from settlement_batch",
    "brk": "select id from settlement_break where state = 'open'",
    "dsp": "select id from settlement_disposition",
    "ins": "select id from plugging_installation",
    "plg": "select id from plugging_plugin",
    "pky": "select k.id from rights_provider_key k join rights_provider p on p.id = k.provider"
    " where p.slug = 'tea' and k.ends_at is null",
    "cpl": "select id from rights_code_pool where code = 'SH-POOL'",
    "lot": "select id from rights_code_lot where state = 'done'",
    "usf": "select id from rights_use_file",
    "evs": "select id from play_source",
    "evk": "select id from play_source_key",
    "evf": "select id from play_event_file",
    "inb": "select id from play_inbound",
    "cps": "select id from rights_compensation",
    "takeUpDropOut.ent": "select e.id from rights_entitlement e join audience_customer c on c.id = e.holder"
    " where e.state = 'issued' and e.created_at < now() - interval '1 day' and c.ext_id = 'C80002'",
    "hrq": "select id from rights_handing_request",
    "prq": "select id from rights_points_request",
    "ewf": "select id from rights_elsewhere_file",
    "ofs": "select id from rights_offline_scan",
    "cancelCodeLot.lot": "select id from rights_code_lot where state = 'waiting'",
    "openCodePool.sku": "select id from rights_sku where code = 'S-NO-POOL'",
    "pkn": "select id from rights_points_kind where code = 'SH-PTS'",
    "paw": "select w.id from rights_points_award w join rights_points_account a on a.id = w.account"
    " join audience_customer c on c.id = a.client where c.ext_id = 'C80002' and w.taken_at is null",
    "pof": "select o.id from rights_points_offer o join rights_batch b on b.id = o.batch"
    " where b.code = 'B-2026-TEA'",
    "saySkuPoints.sku": "select id from rights_sku where code = 'SH-POINTS'",
    "plc": "select id from rights_place where code like 'PL%'",
    "rsc": "select id from rights_resource where name->>'en' = 'Tea table'",
    "hrs": "select id from rights_hours",
    "exc": "select id from rights_exception where removed_at is null",
    "bkg": "select id from rights_booking",
    "cbk": "select id from plugging_callback",
    # A stray notice is dead as well: who takes any delivery up again leaves those to the acts on strays.
    "dlv": "select id from store_delivery where state = 'dead' and error <> 'rights.order_unknown'",
    **dict.fromkeys(
        ("dismissStrayNotice.dlv", "resendStrayNotice.dlv"),
        "select id from store_delivery where state = 'dead' and error = 'rights.order_unknown'",
    ),
    "rul": "select id from activities_rule where state = 'proposed'",
    "pro": "select id from settlement_profile where state = 'active' and name = 'sh-own'",
    "approveStatementProfile.pro": PROFILE,
    "returnStatementProfile.pro": PROFILE,
    "withdrawStatementProfile.pro": PROFILE,
    "rst": "select id from identity_reset where staff is not null",
    "approveStaffChange.stf": STAFF_CHANGE,
    "returnStaffChange.stf": STAFF_CHANGE,
    "withdrawStaffChange.stf": STAFF_CHANGE,
    "approveRevocation.ent": REVOCATION,
    "returnRevocation.ent": REVOCATION,
    "withdrawRevocation.ent": REVOCATION,
    "ord": "select id from rights_order",
    **dict.fromkeys(("approveOrderDone.ord", "returnOrderDone.ord", "withdrawOrderDone.ord"), DONE),
    "off": "select id from rights_offer",
    "makeOffer.sku": "select id from rights_sku where code = 'S-ARTICLE'",
    "alr": "select id from rights_allowance_rule where state = 'active'",
    "saveDraft.act": "select id from activities_activity where slug = 'golden-night'",
}
OWN = {
    "unt": "select id from identity_org_unit where code = 'BJ'",
    "stf": "select id from identity_staff where email = 'colleague@demo.bank'",
    "cli": "select id from audience_customer where ext_id = 'C80011'",
    "prv": "select id from rights_provider where slug = 'bj-tea'",
    "prd": "select id from rights_product where code = 'BJ-P-TEA'",
    "nod": "select id from rights_node where code = 'BJ-NODE'",
    "pic": "select id from media_picture where name = '京城冬雪'",
    "sku": "select id from rights_sku where code = 'BJ-S-TEA-1'",
    "bud": "select id from rights_budget where code = 'BJ-BUDGET'",
    "bat": "select id from rights_batch where code = 'BJ-B-TEA'",
    "pkg": "select id from rights_package where code = 'BJ-WELCOME'",
    "pkn": "select id from rights_points_kind where code = 'BJ-PTS'",
    "plc": "select id from rights_place where code = 'BJ-PL'",
    "rsc": "select r.id from rights_resource r join rights_place p on p.id = r.place where p.code = 'BJ-PL'",
}
# Every id that is Shanghai's: an answer that holds one of them tells of it.
MARKED = [
    f"select id from {table} where org_unit in {SHANGHAI}"
    for table in (
        "identity_approval",
        "audience_customer",
        "audience_import",
        "notices_message",
        "notices_notice",
        "media_picture",
        "rights_provider",
        "rights_node",
        "rights_product",
        "rights_budget",
        "rights_batch",
        "rights_code_pool",
        "rights_code_lot",
        "rights_use_file",
        "play_source",
        "play_event_file",
        "rights_offline_scan",
        "rights_package",
        "rights_entitlement",
        "rights_place",
        "rights_service",
        "rights_booking",
        "rights_waiting",
        "activities_activity",
        "activities_rule",
        "settlement_statement",
        "settlement_batch",
        "settlement_item",
        "settlement_profile",
    )
] + [
    f"select id from identity_staff where unit in {SHANGHAI}",
    "select id from identity_org_unit where code like 'SH%'",
    "select id from identity_reset",
    "select id from rights_sku where code not like 'BJ%'",
    "select id from rights_redemption",
    "select id from rights_transfer",
    "select id from rights_agent",
    "select id from rights_allowance_rule",
    "select id from rights_task",
    "select id from activities_revision",
    "select id from settlement_break",
    "select id from settlement_disposition",
    "select id from settlement_line",
    "select id from store_delivery where state = 'dead'",
    "select id from plugging_callback",
    "select id from rights_provider_key",
    "select id from rights_complaint",
    "select id from rights_rating",
    "select id from rights_compensation",
    "select id from rights_handing_request",
    "select id from rights_points_request",
    "select id from rights_elsewhere_file",
    "select id from rights_budget_hold",
    "select id from rights_points_kind where code = 'SH-PTS'",
    "select id from rights_points_award",
    "select id from rights_points_move",
    "select id from rights_points_offer",
    "select id from rights_resource where name->>'en' = 'Tea table'",
    "select id from rights_hours",
    "select id from rights_exception",
]
WORDS = """select ext_id as word from audience_customer c join identity_org_unit u on u.id = c.org_unit
  where u.code like 'SH%' union select name from audience_customer c join identity_org_unit u
  on u.id = c.org_unit where u.code like 'SH%' union select slug from activities_activity
  union select code from rights_place where code not like 'BJ%'
  union select code from rights_batch where code not like 'BJ%' union select number from settlement_batch
  union select file_name from settlement_statement"""
HOME = """with home as (insert into audience_household (id, code, created_at) values ($1, 'R-HOME', now())
  returning id)
  update audience_customer c set household = home.id from home where c.id = any($2::uuid[])"""
OF_A_CLIENT = {
    "cmp": "select id from rights_complaint",
    "ent": "select id from rights_entitlement where holder ="
    " (select id from audience_customer where ext_id = 'C80002')"
    " and state = 'active' and source_kind = 'manual'",
    "act": FAR["act"],
    "trf": FAR["trf"],
    "agt": FAR["agt"],
    "takeBackTransfer.trf": FAR["takeBackTransfer.trf"],
    "cli": FAR["cli"],
    "sku": FAR["sku"],
    "plc": FAR["plc"],
    "rsc": FAR["rsc"],
    "bkg": "select id from rights_booking",
    "wtg": "select id from rights_waiting where state = 'left'",
}


async def filled(stage):
    """Give Shanghai one of everything, and Beijing a register of its own."""
    known, work = stage.known, stage.work
    for room in APP.rooms:
        if room.demo is not None:
            await room.demo(stage)
            await APP.settle()
    await APP.close()
    await _revisions(stage)
    one = EnrolStaff(
        key="r-staff",
        number="10099",
        email="colleague@demo.bank",
        name="同事",
        unit=known["unit.beijing"],
        roles=("operator",),
    )
    await enrol(one, actor=stage.system, work=work, password_hash="hash")
    more = ChangeStaff(key="r-more", staff=known["staff.operator"].id, roles=("operator", "finance"))
    await change_staff(more, actor=known["staff.admin"], work=work)
    await ask_reset(AskReset("branch"), work=work)
    give = GiveRight(key="r-give", batch=known["batch.tea"], client=known["client.chen"], reason="生日礼")
    given = await give_right(give, actor=known["staff.operator"], work=work)
    claim = ClaimRight(key="r-claim", entitlement=given.entitlement)
    await claim_right(claim, actor=known["actor.chen"], work=work)
    more = GiveRight(key="r-more", batch=known["batch.tea"], client=known["client.chen"], reason="重复赠送")
    twice = await give_right(more, actor=known["staff.operator"], work=work)
    await _points(stage)
    revoke = ProposeRevocation(key="r-revoke", entitlement=twice.entitlement, reason="重复赠送")
    await propose_revocation(revoke, actor=known["staff.operator"], work=work)
    wrong = Complain(key="r-wrong", entitlement=given.entitlement, about="late", words="来得太迟")
    await complain(wrong, actor=known["actor.chen"], work=work)
    await ask_erasure(AskErasure(key="r-erase"), actor=known["actor.chen"], work=work)
    await _others(known, work)
    await _booked(stage, given.entitlement)
    picture = KeepPicture(key="r-pic", name="moon.png", sha="5" * 64, width=1, height=1, size_bytes=1)
    await keep_picture(picture, actor=known["staff.designer"], work=work)
    take = TakePart(key="r-play", activity="mid-autumn", play="wheel", mark=await _mark(work, known))
    await take_part(take, actor=known["actor.chen"], work=work)
    async with work.read() as read:
        (batch,) = await read.conn.execute_query_dict("select * from rights_batch where code = 'B-2026-TEA'")
    ask = ProposeBatch(
        key="r-batch",
        code="SH-PENDING",
        title=batch["title"],
        sku=batch["sku"],
        budget=batch["budget"],
        total=3,
        starts_at=batch["starts_at"],
        ends_at=batch["ends_at"],
    )
    await propose_batch(ask, actor=known["staff.designer"], work=work)
    finance = {"actor": known["staff.finance"], "work": work}
    made = await create_batch(
        CreateBatch(key="r-settle", provider=known["provider.tea"], as_of=day_in(now(), settings().zone)),
        **finance,
    )
    await run_matching(RunMatching(key="r-match", batch=made.batch), **finance)
    async with work.read() as read:
        rows = await read.conn.execute_query_dict("select id from settlement_break order by id limit 1")
    wanted = ProposeDisposition(
        key="r-p",
        breaks=(rows[0]["id"],),
        kind=DispositionKind.CARRY_FORWARD,
        reason="与门店核对",
    )
    await propose_disposition(wanted, **finance)


async def _others(known, work):
    """Let 陈婉清 and who lives with her offer rights and name an agent; all of it is over by now."""
    async with work.job() as tx:
        await tx.run(HOME, new_id(), [known["client.chen"], known["client.liu"]])
    for giver, receiver in (("chen", None), ("liu", known["client.chen"])):
        client = known[f"client.{giver}"]
        give = GiveRight(key=f"r-{giver}", batch=known["batch.tea"], client=client, reason="转赠")
        given = await give_right(give, actor=known["staff.operator"], work=work)
        offer = OfferRight(key="r-offer", entitlement=given.entitlement, receiver=receiver)
        made = await offer_right(offer, actor=known[f"actor.{giver}"], work=work)
        back = TakeBackTransfer(key="r-back", transfer=made.transfer)
        await take_back_transfer(back, actor=known[f"actor.{giver}"], work=work)
    until = now() + timedelta(days=9)
    agent = NameAgent(key="r-agent", client=known["client.chen"], scope=Scope.COLLECT, until=until)
    named = await name_agent(agent, actor=known["actor.liu"], work=work)
    await end_agent(EndAgent(key="r-end", agent=named.agent), actor=known["actor.liu"], work=work)


async def _points(stage):
    """Make points of both units, and let the client of Shanghai have some and an offer to spend them on."""
    known, work, designer = stage.known, stage.work, replace(stage.known["staff.designer"], units=None)
    said = {"zh-CN": "一分抵一分", "en": "One for one"}
    made = {}
    for code, unit in (("SH-PTS", "shanghai"), ("BJ-PTS", "beijing")):
        ask = MakePointsKind(
            key=f"r-{code}",
            code=code,
            title=said,
            lasts=Lasts.MONTHS,
            lasts_for=12,
            grace_days=0,
            hand_day_max=Long(10_000),
            transferable=True,
            exchange_rule=said,
            scope=said,
            org_unit=known[f"unit.{unit}"],
        )
        made[code] = (await make_points_kind(ask, actor=designer, work=work)).id
    for key in ("r-pts-1", "r-pts-2"):
        award = AwardPoints(
            key=key, kind=made["SH-PTS"], client=known["client.chen"], points=Long(500), reason="生日礼"
        )
        await award_points(award, actor=known["staff.operator"], work=work)
    offer = MakePointsOffer(
        key="r-offer",
        batch=known["batch.tea"],
        kind=made["SH-PTS"],
        price_points=Long(100),
        starts_at=now(),
        ends_at=now() + timedelta(days=9),
    )
    await make_points_offer(offer, actor=designer, work=work)


async def _booked(stage, right):
    """Let the client book and cancel, and wait twice: one entry is over, one goes on."""
    who, operator = (
        {"actor": stage.known[one], "work": stage.work} for one in ("actor.chen", "staff.operator")
    )
    monday = day_in(now(), settings().zone) + timedelta(days=7)
    monday -= timedelta(days=monday.weekday())
    ten = day_starts(monday, settings().zone) + timedelta(hours=10)
    place, table = stage.known["place.tea"], stage.known["resource.tea"]
    hold = HoldSlot(key="r-hold", entitlement=right, resource=table, starts_at=ten)
    held = await hold_slot(hold, **who)
    await confirm_booking(ConfirmBooking(key="r-confirm", booking=held.booking), **who)
    await cancel_booking(CancelBooking(key="r-cancel", booking=held.booking), **who)
    for key in ("r-wait", "r-wait-again"):
        span = {"starts_from": ten, "starts_to": ten + timedelta(hours=1)}
        waits = await join_waiting_list(
            JoinWaitingList(key=key, entitlement=right, place=place, **span), **who
        )
        if key == "r-wait":
            await leave_waiting_list(LeaveWaitingList(key="r-leave", waiting=waits.waiting), **who)
    closed = AddException(
        key="r-closed", place=place, kind=DayKind.CLOSED, day=monday + timedelta(days=30), reason="盘点"
    )
    await add_exception(closed, **operator)


async def _revisions(stage):
    """Bring one revision into review and one through it, besides the demo's two."""
    designer, work = stage.known["staff.designer"], stage.work
    async with work.read() as read:
        document = await read.value(
            "select r.document from activities_revision r join activities_activity a on a.id = r.activity"
            " where a.slug = 'mid-autumn'"
        )
    for slug, signers in (("in-review", ()), ("approved", ("branch", "protection", "headoffice"))):
        ask = CreateActivity(key=f"r-{slug}", title=slug, slug=slug)
        made = await create_activity(ask, actor=designer, work=work)
        save = SaveDraft(key=f"s-{slug}", activity=made.activity, draft_version=1, document=document)
        saved = await save_draft(save, actor=designer, work=work)
        send = SubmitRevision(key=f"t-{slug}", activity=made.activity, draft_version=saved.draft_version)
        sent = await submit_revision(send, actor=designer, work=work)
        for name in signers:
            sign = ApproveRevision(key=f"g-{slug}", revision=sent.revision, hash=sent.hash, opinion="同意")
            await approve_revision(sign, actor=stage.known[f"staff.{name}"], work=work)
    few = Assumptions(clients=1, rounds=1)
    wish = SimulateActivity(key="r-simulate", activity=made.activity, assumptions=few)
    await simulate_activity(wish, actor=designer, work=work)


async def marks(house):
    """Give every word that tells of Shanghai: ids in both forms, names, numbers."""
    ids = [row["id"] for sql in MARKED for row in await house.rows(sql)]
    words = [row["word"] for row in await house.rows(WORDS) if row["word"]]
    return {*words, *map(str, ids), *(text_id("x", one)[2:] for one in ids)}


async def _mark(work, known):
    """Come by the adviser's link."""
    code = share.share_link("mid-autumn", actor=known["staff.adviser"]).code
    async with work.read() as read:
        activity = await read.value("select id from activities_activity where slug = 'mid-autumn'")
        return await share.remembered(read, "", share.Arrival(activity, "mid-autumn", code))


async def furnish(dsn, known):
    """Give Beijing its register, and Shanghai what no use case of the demo leaves behind."""
    owner = await asyncpg.connect(dsn)
    sealed = seal(b"13900010001", SEALED)
    units = {"bj": known["unit.beijing"], "sh": known["unit.shanghai"]}
    code = seal(b"SH123456", sealed_for(POOL, "b"))
    told = {
        "id": "sh-1",
        "name": "app.bound",
        "at": now().isoformat(),
        "client": {"number": "x"},
        "props": {},
    }
    event = seal(json.dumps(told).encode(), "play.inbound")
    await owner.execute(BEIJING.format(sealed=sealed, code=code, pool=POOL, event=event, **units))
    await owner.close()
