"""A house where 上海分行 has one of everything and 北京分行 a register of its own; how to find each."""

import asyncpg
from tests.kit.application import APP

from largesse.activities.revisions.create import CreateActivity, create_activity
from largesse.activities.revisions.decide import ApproveRevision, approve_revision
from largesse.activities.revisions.save import SaveDraft, save_draft
from largesse.activities.revisions.submit import SubmitRevision, submit_revision
from largesse.audience.advisers import share
from largesse.identity.resets.asking import AskReset, ask_reset
from largesse.identity.staff.change import ChangeStaff, change_staff
from largesse.identity.staff.enrol import EnrolStaff, enrol
from largesse.kernel.clock import day_in, now
from largesse.kernel.ids import text_id
from largesse.kernel.settings import settings
from largesse.media.keep import KeepPicture, keep_picture
from largesse.notices.send import SEALED
from largesse.play.groups.take_part import TakePart, take_part
from largesse.rights.batches.content import ProposeBatch
from largesse.rights.batches.propose import propose_batch
from largesse.rights.entitlements.claim import ClaimRight, claim_right
from largesse.rights.entitlements.give import GiveRight, give_right
from largesse.rights.revocations.propose import ProposeRevocation, propose_revocation
from largesse.settlement.batches.create import CreateBatch, create_batch
from largesse.settlement.batches.reconcile import RunMatching, run_matching
from largesse.settlement.breaks.propose import ProposeDisposition, propose_disposition
from largesse.settlement.dispositions.disposition import DispositionKind
from largesse.store.sealing import seal

SHANGHAI = "(select id from identity_org_unit where code like 'SH%')"
REVOCATION = "select subject from identity_approval where state = 'pending' and subject_kind like 'rights.r%'"
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
    "prv": "select id from rights_provider where slug = 'tea'",
    "prd": "select id from rights_product where code = 'P-TEA'",
    "sku": "select id from rights_sku where code = 'S-TEA-1'",
    "bud": "select id from rights_budget where code = 'SH-2026-AUTUMN'",
    "bat": "select id from rights_batch where code = 'B-2026-TEA'",
    "ent": "select id from rights_entitlement",
    "red": "select id from rights_redemption",
    "act": "select id from activities_activity where slug = 'mid-autumn'",
    "rev": "select id from activities_revision where state = 'in_review'",
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
    "cbk": "select id from plugging_callback",
    "dlv": "select id from store_delivery where state = 'dead'",
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
    "saveDraft.act": "select id from activities_activity where slug = 'golden-night'",
}
OWN = {
    "unt": "select id from identity_org_unit where code = 'BJ'",
    "stf": "select id from identity_staff where email = 'colleague@demo.bank'",
    "cli": "select id from audience_customer where ext_id = 'C80011'",
    "prv": "select id from rights_provider where slug = 'bj-tea'",
    "prd": "select id from rights_product where code = 'BJ-P-TEA'",
    "sku": "select id from rights_sku where code = 'BJ-S-TEA-1'",
    "bud": "select id from rights_budget where code = 'BJ-BUDGET'",
    "bat": "select id from rights_batch where code = 'BJ-B-TEA'",
}
BEIJING = """
insert into rights_provider (id, slug, name, org_unit)
  select gen_random_uuid(), 'bj-tea', name, '{bj}' from rights_provider where slug = 'tea';
insert into rights_product (id, code, title, category, org_unit)
  select gen_random_uuid(), 'BJ-P-TEA', title, category, '{bj}' from rights_product where code = 'P-TEA';
insert into rights_budget (id, code, title, currency, cap_minor, org_unit)
  select gen_random_uuid(), 'BJ-BUDGET', title, currency, cap_minor, '{bj}' from rights_budget;
insert into rights_sku (id, product, provider, code, title, fulfil_mode, currency, face_value_minor,
  market_value_minor, unit_cost_minor, income_tax, borne_by, vat_treatment, vat_rate_ppm, valid_days)
  select gen_random_uuid(), p.id, v.id, 'BJ-S-TEA-1', s.title, 'own_code', s.currency, s.face_value_minor,
  s.market_value_minor, s.unit_cost_minor, s.income_tax, s.borne_by, s.vat_treatment, s.vat_rate_ppm,
  s.valid_days
  from rights_sku s, rights_product p, rights_provider v
  where s.code = 'S-TEA-1' and p.code = 'BJ-P-TEA' and v.slug = 'bj-tea';
insert into rights_batch (id, code, title, sku, budget, total, free, unit_cost_minor, currency, valid_days,
  starts_at, ends_at, state, org_unit, created_by, content_hash)
  select gen_random_uuid(), 'BJ-B-TEA', b.title, s.id, u.id, 50, 50, b.unit_cost_minor, b.currency,
  b.valid_days, b.starts_at, b.ends_at, 'active', '{bj}', b.created_by, b.content_hash
  from rights_batch b, rights_sku s, rights_budget u
  where b.code = 'B-2026-TEA' and s.code = 'BJ-S-TEA-1' and u.code = 'BJ-BUDGET';
update audience_import set org_unit = '{sh}';
insert into settlement_profile (id, name, version, org_unit, state, approval, body, sha, created_by,
  created_at) select gen_random_uuid(), n, 1, '{sh}', s, a.id, '{{}}', 'x', gen_random_uuid(), now()
  from (values ('sh-own', 'active'), ('sh-new', 'proposed')) v (n, s),
  (select id from identity_approval limit 1) a;
insert into notices_message (id, channel, recipient_sealed, recipient_hint, template, body_sealed, locale,
  state, at, org_unit) values (gen_random_uuid(), 'sms', '{sealed}', '139****0001', 'code', '{sealed}',
  'zh-CN', 'in_tray', now(), '{sh}');
insert into rights_provider_key (id, provider, kind, name, key_sha256, made_by, made_at)
  select gen_random_uuid(), id, 'system', '沪上柜台', md5(random()::text), gen_random_uuid(), now()
  from rights_provider, generate_series(1, 4) where slug = 'tea';
insert into plugging_callback (id, installation, received_at, method, path, headers, body, peer, state)
  select gen_random_uuid(), i.id, now(), 'POST', '/lounge', '{{}}', 'x', '10.0.0.1', 'unavailable'
  from plugging_installation i;
insert into media_picture (id, org_unit, sha, name, width, height, size_bytes, made_by, made_at)
  values (gen_random_uuid(), '{sh}', repeat('a', 64), '沪上秋色', 800, 600, 1000, gen_random_uuid(), now());
update store_delivery set state = 'dead', done_at = null, lease = null where id =
  (select id from store_delivery where topic like 'rights.%' order by id limit 1);
"""
# Every id that is Shanghai's: an answer that holds one of them tells of it.
MARKED = [
    f"select id from {table} where org_unit in {SHANGHAI}"
    for table in (
        "identity_approval",
        "audience_customer",
        "audience_import",
        "notices_message",
        "media_picture",
        "rights_provider",
        "rights_product",
        "rights_budget",
        "rights_batch",
        "rights_entitlement",
        "activities_activity",
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
    "select id from activities_revision",
    "select id from settlement_break",
    "select id from settlement_disposition",
    "select id from settlement_line",
    "select id from store_delivery where state = 'dead'",
    "select id from plugging_callback",
    "select id from rights_provider_key",
]
WORDS = """select ext_id as word from audience_customer c join identity_org_unit u on u.id = c.org_unit
  where u.code like 'SH%' union select name from audience_customer c join identity_org_unit u
  on u.id = c.org_unit where u.code like 'SH%' union select slug from activities_activity
  union select code from rights_batch where code not like 'BJ%' union select number from settlement_batch
  union select file_name from settlement_statement"""
OF_A_CLIENT = {
    "ent": "select id from rights_entitlement where holder ="
    " (select id from audience_customer where ext_id = 'C80002')"
    " and state = 'active' and source_kind = 'manual'",
    "act": FAR["act"],
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
    revoke = ProposeRevocation(key="r-revoke", entitlement=twice.entitlement, reason="重复赠送")
    await propose_revocation(revoke, actor=known["staff.operator"], work=work)
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
    await owner.execute(BEIJING.format(sealed=sealed, **units))
    await owner.close()
