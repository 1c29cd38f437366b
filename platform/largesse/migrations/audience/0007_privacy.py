"""What clients choose about their data, and who asks to be erased."""

from tortoise import migrations
from tortoise.migrations import operations as ops

FORWARD = """
alter table audience_customer
  add column personal boolean not null default true,
  add column messages boolean not null default true;
create table audience_choice (
  id uuid primary key,
  customer uuid not null references audience_customer (id),
  purpose text not null check (purpose in ('personalisation', 'messages')),
  agreed boolean not null,
  words text not null check (words <> ''),
  locale text not null,
  at timestamptz not null
);
create index audience_choice_customer on audience_choice (customer, at desc);
create table audience_erasure (
  id uuid primary key,
  customer uuid not null references audience_customer (id),
  org_unit uuid not null,
  state text not null check (state in ('asked', 'withdrawn', 'refused', 'done')),
  asked_at timestamptz not null,
  ended_at timestamptz,
  ended_by uuid,
  reason text not null default '',
  check ((state = 'asked') = (ended_at is null)),
  check (state <> 'refused' or reason <> '')
);
create unique index audience_erasure_one_open on audience_erasure (customer) where state = 'asked';
create index audience_erasure_by_age on audience_erasure (asked_at desc, id desc);
grant select, insert on audience_choice to largesse_app;
grant select, insert, update on audience_erasure to largesse_app;
"""

BACK = """
drop table audience_erasure, audience_choice;
alter table audience_customer drop column personal, drop column messages;
"""


class Migration(migrations.Migration):
    """Add both tables, and what rules and senders read of a choice."""

    dependencies = [("audience", "0006_households")]
    operations = [ops.RunSQL(FORWARD, reverse_sql=BACK)]
