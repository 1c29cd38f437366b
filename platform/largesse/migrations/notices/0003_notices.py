"""What clients are told: one notice of an occasion, in his list and, where he wants that, as a message."""

from tortoise import migrations
from tortoise.migrations import operations as ops

FORWARD = """
create table notices_notice (
  id uuid primary key,
  client uuid not null references audience_customer (id),
  org_unit uuid not null,
  kind text not null check (kind <> ''),
  occasion text not null check (occasion <> ''),
  facts jsonb not null,
  entitlement uuid,
  at timestamptz not null,
  until timestamptz not null,
  send_at timestamptz not null,
  message text not null check (message in ('waiting', 'handed', 'dropped')),
  why text not null default '',
  read_at timestamptz,
  check ((message = 'dropped') = (why <> '')),
  unique (client, occasion)
);
create index notices_notice_client on notices_notice (client, at desc, id desc);
create index notices_notice_due on notices_notice (send_at, id) where message = 'waiting';
create index notices_notice_at on notices_notice (at);
grant select, insert, update on notices_notice to largesse_app;
"""


class Migration(migrations.Migration):
    """Create the table of notices."""

    dependencies = [("notices", "0002_channels"), ("audience", "0007_privacy")]

    operations = [ops.RunSQL(FORWARD, reverse_sql="drop table notices_notice")]
