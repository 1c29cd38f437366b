"""What is needed for a while only goes when it is old enough, in batches; nothing that is kept for good."""

from datetime import timedelta

import asyncpg
import pytest
from tests.kit.application import APP

from largesse.kernel.clock import now
from largesse.store.forgetting import FORGETS, forget, forgetting

KEPT_FOR_GOOD = (
    "store_audit",
    "settlement_",
    "play_draw",
    "rights_redemption",
    "rights_entitlement",
    "play_seed",
)
EVERY = {one.name: one for one in (*FORGETS, *(one for room in APP.rooms for one in room.forgets))}
_UNIT = (
    "with fresh as (select gen_random_uuid() as id),"
    " root as (insert into identity_org_unit (id, code, level, name_zh, name_en, path, created_at)"
    " select id, 'HO', 'head_office', '总行', 'Head office', array[id], now() from fresh"
    " on conflict do nothing returning id),"
    " unit as (select id from root union all select id from identity_org_unit limit 1),"
)
# A row of each, so old ($1) that it goes, or a moment too young.
ROWS = {
    "store_delivery.forget": "insert into store_delivery"
    " (id, event, event_at, topic, handler, class, state, due_at, done_at)"
    " values (gen_random_uuid(), gen_random_uuid(), $1, 't', 'h', 'fast', 'done', $1, $1)",
    "store_outbox.forget": "insert into store_outbox (id, at, topic, key, payload, relayed_at)"
    " values (gen_random_uuid(), $1, 'tests.t', 'k', '{}', $1)",
    "store_receipt.forget_client": "insert into store_receipt"
    " (id, at, actor_kind, actor_id, use_case, key, ask_digest)"
    " values (gen_random_uuid(), $1, 'client', gen_random_uuid(), 'u', 'k', 'd')",
    "store_receipt.forget": "insert into store_receipt"
    " (id, at, actor_kind, actor_id, use_case, key, ask_digest)"
    " values (gen_random_uuid(), $1, 'staff', gen_random_uuid(), 'u', 'k', 'd')",
    "identity_session.forget": "insert into identity_session"
    " (id, subject_kind, subject, token_hash, via, created_at, seen_at, idle_s, expires_at)"
    " values (gen_random_uuid(), 'client', gen_random_uuid(), gen_random_uuid(), 'code', $1, $1, 1, $1)",
    "identity_reset.forget": "insert into identity_reset"
    " (id, secret_hash, code_hash, code_head, address, device, asked_at, expires_at)"
    " values (gen_random_uuid(), gen_random_uuid(), 'h', '1234', '', '', $1, $1)",
    "identity_sign_in_throttle.forget": "insert into identity_sign_in_throttle"
    " (scope, key, failures, first_at) values ('account', gen_random_uuid(), 1, $1)",
    "audience_code.forget": "insert into audience_code"
    " (id, number_index, code_hash, tries_left, address, created_at, expires_at)"
    " values (gen_random_uuid(), 'n', 'h', 1, '', $1, $1)",
    "audience_launch_used.forget": "with app as"
    " (insert into audience_launch_issuer (issuer, public_key, created_at)"
    " values ('app', '{}', now()) on conflict do nothing)"
    " insert into audience_launch_used (issuer, jti, expires_at, used_at)"
    " values ('app', gen_random_uuid(), $1, $1)",
    "audience_invitation.forget": _UNIT + " home as (insert into audience_household (id, code, created_at)"
    " select id, id, now() from fresh returning id),"
    " host as (insert into audience_customer (id, ext_id, name, tier, org_unit, created_at, updated_at)"
    " select f.id, 'C' || left(f.id::text, 8), '王', 'gold', u.id, now(), now() from fresh f, unit u"
    " returning id)"
    " insert into audience_invitation (id, household, inviter, code_index, created_at, expires_at)"
    " select gen_random_uuid(), home.id, host.id, gen_random_uuid(), $1, $1 from home, host",
    "rights_form.forget": "insert into rights_form (id, entitlement, client, about, keys, sealed, given_at)"
    " values (gen_random_uuid(), gen_random_uuid(), gen_random_uuid(), gen_random_uuid(), '{name}', 's', $1)",
    "rights_counter_failure.forget": "insert into rights_counter_failure (subject, window_at, failures)"
    " values (gen_random_uuid(), $1, 1)",
    "play_replay.forget": _UNIT + " act as (insert into activities_activity"
    " (id, slug, title, org_unit, created_by, created_by_name, created_at, moved_at)"
    " select f.id, 'a-' || left(f.id::text, 8), '{}', u.id, f.id, '王', now(), now() from fresh f, unit u"
    " returning id)"
    " insert into play_replay"
    " (id, activity, org_unit, document_hash, chosen, state, total, asked_by, asked_at, ended_at)"
    " select gen_random_uuid(), act.id, unit.id, 'sha256:' || repeat('0', 64), '{}', 'cancelled', 1, act.id,"
    " $1, $1 from act, unit",
    "play_refusal.forget": "insert into play_refusal (activity, play, code, minute, attempts)"
    " values (gen_random_uuid(), 'wheel', 'play.no_chances', $1, 1)",
    "play_suspect.forget": "insert into play_suspect"
    " (id, at, activity, play, client, key, mark, rule, device, address, state, note, outcome)"
    " select id, $1, id, 'wheel', id, 'k', '', id, '', '', 'denied', '', '' from gen_random_uuid() id",
    "notices_message.forget": "insert into notices_message"
    " (id, channel, recipient_sealed, recipient_hint, template, body_sealed, locale, state, at)"
    " values (gen_random_uuid(), 'sms', 's', 'h', 't', 's', 'en', 'sent', $1)",
    "notices_notice.forget": _UNIT
    + " host as (insert into audience_customer (id, ext_id, name, tier, org_unit, created_at, updated_at)"
    " select f.id, 'C' || left(f.id::text, 8), '王', 'gold', u.id, now(), now() from fresh f, unit u"
    " returning id)"
    " insert into notices_notice (id, client, org_unit, kind, occasion, facts, at, until, send_at, message)"
    " select gen_random_uuid(), host.id, unit.id, 'k', 'o', '{}', $1, $1, $1, 'handed' from host, unit",
}


def test_every_table_that_forgets_is_tried_here():
    assert set(ROWS) == set(EVERY)
    assert not [one for one in EVERY.values() if one.table.startswith(KEPT_FOR_GOOD)]


@pytest.mark.parametrize("name", ROWS)
async def test_old_rows_go_and_younger_ones_stay(house, name):
    what, at = EVERY[name], now()
    age = timedelta(days=what.days())
    for old in (age + timedelta(hours=1),) * 3 + (age - timedelta(hours=1),):
        await house.run(ROWS[name], at - old)
    await forgetting(what).act(house.work)
    assert await house.value(f"select count(*) from {what.table}") == 1
    assert await forget(what, house.work) == 0


async def test_many_rows_go_in_batches_and_one_that_is_held_stays_for_the_next_time(house):
    what, old = EVERY["audience_code.forget"], now() - timedelta(days=2)
    for _ in range(5):
        await house.run(ROWS[what.name], old)
    other = await asyncpg.connect(house.dsn)
    async with other.transaction():
        await other.execute("select from audience_code order by id limit 1 for update")
        assert await forget(what, house.work, batch=2) == 4
    await other.close()
    assert await forget(what, house.work, batch=2) == 1


async def test_what_still_waits_or_failed_is_kept_however_old(house):
    old = now() - timedelta(days=1000)
    await house.run(
        "insert into store_delivery (id, event, event_at, topic, handler, class, state, due_at)"
        " values (gen_random_uuid(), gen_random_uuid(), $1, 'tests.t', 'h', 'fast', 'dead', $1)",
        old,
    )
    await house.run(
        "insert into store_outbox (id, at, topic, key, payload, relayed_at)"
        " select event, event_at, topic, 'k', '{}', event_at from store_delivery"
    )
    await house.run(
        "insert into store_outbox (id, at, topic, key, payload)"
        " values (gen_random_uuid(), $1, 'tests.t', 'k', '{}')",
        old,
    )
    await house.run(
        "insert into notices_message"
        " (id, channel, recipient_sealed, recipient_hint, template, body_sealed, locale, state, at)"
        " values (gen_random_uuid(), 'sms', 's', 'h', 't', 's', 'en', 'waiting', $1)",
        old,
    )
    await house.run(
        "insert into identity_sign_in_throttle (scope, key, failures, first_at, locked_until)"
        " values ('account', 'k', 9, $1, now() + interval '1 minute')",
        old,
    )
    for what in EVERY.values():
        assert await forget(what, house.work) == 0, what.name
