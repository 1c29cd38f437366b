"""What the clock plays, on which days and how far each day's has come; and leads for advisers."""

from tortoise import migrations
from tortoise.migrations import operations as ops

FORWARD = """
create table play_timed (
  activity uuid not null,
  play text not null check (play <> ''),
  since timestamptz not null,
  primary key (activity, play)
);
create table play_occasion (
  id uuid primary key,
  activity uuid not null,
  play text not null check (play <> ''),
  day date not null,
  mark text not null check (mark <> ''),
  due_at timestamptz not null,
  begun_at timestamptz not null,
  done_at timestamptz,
  after uuid not null,
  tried bigint not null default 0 check (tried >= 0),
  played bigint not null default 0 check (played >= 0),
  refused jsonb not null default '{}',
  check (played <= tried),
  unique (activity, play, day, mark)
);
create table play_lead (
  id uuid primary key,
  draw uuid not null,
  place int not null check (place > 0),
  activity uuid not null,
  play text not null check (play <> ''),
  client uuid not null,
  reason jsonb not null,
  made_at timestamptz not null,
  due_on date not null,
  done_at timestamptz,
  done_by uuid,
  outcome text check (outcome in ('done', 'unreachable', 'declined')),
  words text not null default '',
  unique (draw, place),
  check ((done_at is null) = (outcome is null) and (done_at is null) = (done_by is null))
);
create index play_lead_open on play_lead (client, due_on) where done_at is null;
grant select, insert, update on play_lead to largesse_app;
grant select, insert, update, delete on play_timed to largesse_app;
grant select, insert, update on play_occasion to largesse_app;
"""

REVERSE = """
drop table play_lead;
drop table play_occasion;
drop table play_timed;
"""


class Migration(migrations.Migration):
    """Let the clock play."""

    dependencies = [("play", "0004_friends")]
    operations = [ops.RunSQL(FORWARD, reverse_sql=REVERSE)]
