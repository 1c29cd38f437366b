"""What a migration does to rows that stand already, on rows of the version before; nothing of it is kept."""

import json
from importlib import import_module

import asyncpg
import pytest
from joserfc.jwk import ECKey

from largesse.kernel.canonical import sha256_hex
from largesse.kernel.ids import new_id

UNIT = """insert into identity_org_unit
values ($1, null, 'HO', 'head_office', '总行', 'Head office', array[$1::uuid], now())"""
STAFF = """insert into identity_staff (id, number, email, name, unit, roles, password_hash, password_set_at,
  must_change_password, created_at, created_by)
values ($1, $2, $2 || '@bank.cn', $2, $3, '{operator}', 'hash', now(), $4, now(), $1)"""
SESSION = """insert into identity_session
  (id, subject_kind, subject, token_hash, via, created_at, seen_at, idle_s, expires_at)
values ($1, 'staff', $2, $2::uuid::text, 'password', now(), now(), 60, now() + interval '1 hour')"""
PROVIDER = """insert into rights_provider (id, slug, name, key_sha256, org_unit)
values ($1, $2, '{"zh-CN": "茶舍"}', $3, $4)"""
PROFILE = """insert into settlement_profile (id, name, version, body, sha, created_by, created_at)
values ($1, 'old', 1, '{}', '', $1, now())"""
ISSUER = """insert into audience_launch_issuer (issuer, public_key, state, created_at)
values ($1, $2, $3, now())"""


@pytest.fixture
async def link(ground):
    """The schema's owner in a transaction that is undone."""
    opened = await asyncpg.connect(ground.dsn)
    step = opened.transaction()
    await step.start()
    yield opened
    await step.rollback()
    await opened.close()


@pytest.fixture
async def unit(link):
    await link.execute(UNIT, root := new_id())
    return root


class Step:
    """One migration, taken back and taken again."""

    def __init__(self, link, room, name):
        self._link = link
        (self._sql,) = import_module(f"largesse.migrations.{room}.{name}").Migration.operations

    async def back(self):
        await self._link.execute(self._sql.reverse_sql)

    async def again(self):
        await self._link.execute(self._sql.sql)


async def test_a_temporary_password_opens_nothing_any_more_and_ends_its_session(link, unit):
    step = Step(link, "identity", "0003_two_people")
    await step.back()
    new, old = new_id(), new_id()
    for who, number, temporary in ((new, "100", True), (old, "200", False)):
        await link.execute(STAFF, who, number, unit, temporary)
        await link.execute(SESSION, new_id(), who)
    await step.again()
    people = await link.fetch(
        "select number, password_hash, must_change_password from identity_staff order by 1"
    )
    assert [tuple(one) for one in people] == [("100", "", False), ("200", "hash", False)]
    ended = "select ended_why from identity_session where subject = $1"
    assert [await link.fetchval(ended, who) for who in (new, old)] == ["password_reset", None]


async def test_a_providers_key_moves_and_who_has_none_gets_none(link, unit):
    later, step = Step(link, "rights", "0020_counters"), Step(link, "rights", "0003_doors")
    await later.back()
    await step.back()
    with_key, without, key = new_id(), new_id(), sha256_hex(b"key")
    await link.execute(PROVIDER, with_key, "tea", key, unit)
    await link.execute(PROVIDER, without, "lounge", None, unit)
    await step.again()
    await later.again()
    keys = await link.fetch("select provider, kind, key_sha256, ends_at from rights_provider_key")
    assert [tuple(one) for one in keys] == [(with_key, "system", key, None)]


async def test_a_column_mapping_becomes_the_head_offices_and_stays_in_use(link, unit):
    step = Step(link, "settlement", "0005_profiles_of_units")
    await step.back()
    await link.execute(PROFILE, new_id())
    await step.again()
    kept = await link.fetchrow("select org_unit, state, approval from settlement_profile")
    assert tuple(kept) == (unit, "active", None)


async def test_an_apps_key_is_named_by_its_thumbprint_and_a_stopped_app_is_revoked(link):
    step = Step(link, "audience", "0004_launch_keys")
    await step.back()
    keys = {state: ECKey.generate_key("P-256") for state in ("active", "stopped")}
    for state, key in keys.items():
        await link.execute(ISSUER, state, json.dumps(key.as_dict(private=False)), state)
    await step.again()
    found = await link.fetch("select issuer, kid, thumbprint, state from audience_launch_key order by issuer")
    prints = {state: key.thumbprint() for state, key in keys.items()}
    assert [tuple(one) for one in found] == [(one, prints[one], prints[one], one) for one in keys]
    apps = await link.fetch("select issuer, state from audience_launch_issuer order by issuer")
    assert [tuple(one) for one in apps] == [("active", "active"), ("stopped", "revoked")]
