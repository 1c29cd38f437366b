"""Agents: who may collect or book for a holder, for what and until when; a use says who collected it."""

from tortoise import migrations
from tortoise.migrations import operations as ops

FORWARD = """
create table rights_agent (
  id uuid primary key,
  holder uuid not null,
  agent uuid,
  name_sealed text not null default '',
  phone_ends text not null default '' check (phone_ends ~ '^([0-9]{4})?$'),
  code_sha256 text unique,
  scope text not null check (scope in ('collect', 'book', 'both')),
  entitlement uuid references rights_entitlement (id),
  sku uuid references rights_sku (id),
  state text not null check (state in ('asked', 'active', 'ended')),
  made_at timestamptz not null,
  consented_at timestamptz,
  expires_at timestamptz not null,
  ended_at timestamptz,
  ended_by text check (ended_by in ('holder', 'agent', 'staff')),
  constraint rights_agent_another check (agent <> holder),
  constraint rights_agent_known check (agent is not null or name_sealed <> '' or code_sha256 is not null),
  constraint rights_agent_consents check (state <> 'active' or agent is null or consented_at is not null),
  constraint rights_agent_ended check ((state = 'ended') = (ended_at is not null)
    and (ended_at is null) = (ended_by is null)),
  constraint rights_agent_one_thing check (entitlement is null or sku is null),
  constraint rights_agent_ends check (expires_at > made_at)
);
create index rights_agent_holder on rights_agent (holder, made_at desc);
create index rights_agent_agent on rights_agent (agent, made_at desc);

alter table rights_redemption add column agent uuid references rights_agent (id);
grant select, insert, update on rights_agent to largesse_app;
"""

REVERSE = """
alter table rights_redemption drop column agent;
drop table rights_agent;
"""


class Migration(migrations.Migration):
    """Add agents."""

    dependencies = [("rights", "0013_ratings")]
    operations = [ops.RunSQL(FORWARD, reverse_sql=REVERSE)]
