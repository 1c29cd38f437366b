"""What is decided later: entries, the closed list with its root, the values that select, who has what."""

from tortoise import migrations
from tortoise.migrations import operations as ops

FORWARD = """
create table play_closing (
  activity uuid not null,
  play text not null,
  cycle text not null,
  due_at timestamptz not null,
  entries bigint not null default 0 check (entries between 0 and 10000000),
  revision_hash text,
  closed_at timestamptz,
  root text,
  secret_hash text,
  numbers text,
  source text,
  recorded_by uuid,
  recorded_by_name text,
  recorded_at timestamptz,
  confirmed_by uuid,
  confirmed_by_name text,
  confirmed_at timestamptz,
  secret text,
  decided_at timestamptz,
  told bigint not null default 0,
  primary key (activity, play, cycle),
  constraint play_closing_two_persons check (confirmed_by is null or confirmed_by <> recorded_by),
  constraint play_closing_in_order check (
    (recorded_at is null or closed_at is not null) and (confirmed_at is null or recorded_at is not null)
    and (secret is null or confirmed_at is not null) and (decided_at is null or closed_at is not null))
);
create index play_closing_due on play_closing (due_at) where closed_at is null;
create index play_closing_open on play_closing (closed_at)
  where closed_at is not null and (decided_at is null or told < entries);

create table play_entry (
  activity uuid not null,
  play text not null,
  number bigint not null check (number > 0),
  draw uuid not null,
  client uuid not null,
  nonce bigint not null,
  at timestamptz not null,
  primary key (activity, play, number)
);
create index play_entry_draw on play_entry (draw);
create index play_entry_client on play_entry (client, activity);

create table play_tree_part (
  activity uuid not null,
  play text not null,
  height int not null,
  part int not null,
  hashes bytea not null,
  primary key (activity, play, height, part)
);

create table play_award (
  activity uuid not null,
  play text not null,
  cycle text not null,
  place bigint not null check (place > 0),
  number bigint not null,
  client uuid not null,
  outcome text not null,
  replaces bigint,
  passed_over text check (passed_over in ('blocked', 'limit')),
  short text,
  tried_at timestamptz,
  draw uuid,
  entitlement uuid,
  awarded_at timestamptz,
  primary key (activity, play, cycle, place),
  unique (activity, play, cycle, number),
  unique (activity, play, cycle, replaces),
  constraint play_award_once check (draw is null or passed_over is null)
);
create index play_award_client on play_award (client, activity);

grant select, insert, update on play_closing, play_award to largesse_app;
grant select, insert on play_entry, play_tree_part to largesse_app;
"""

REVERSE = """
drop function if exists play_closing_frozen cascade;
drop function if exists play_award_frozen cascade;
drop table play_award;
drop table play_tree_part;
drop table play_entry;
drop table play_closing;
"""


class Migration(migrations.Migration):
    """Let plays be decided later."""

    dependencies = [("play", "0002_remembering")]
    operations = [ops.RunSQL(FORWARD, reverse_sql=REVERSE)]
