"""Rules of risk, and the attempts that they held or denied."""

from tortoise import migrations
from tortoise.migrations import operations as ops

FORWARD = """
create table play_risk_rule (
  id uuid primary key,
  activity uuid,
  subject text not null check (subject in ('client', 'device', 'address')),
  value text not null,
  most int check (most between 1 and 10000),
  window_s int check (window_s between 1 and 86400),
  outcome text not null check (outcome in ('allow', 'hold', 'deny')),
  reason text not null,
  expires_at timestamptz,
  made_by uuid not null,
  made_at timestamptz not null,
  ended_by uuid,
  ended_at timestamptz,
  constraint play_risk_rule_counts_or_lists check ((most is null) = (window_s is null) and (most is null) = (value <> ''))
);

create table play_suspect (
  id uuid primary key,
  at timestamptz not null,
  activity uuid not null,
  play text not null,
  client uuid not null,
  key text not null,
  said jsonb,
  mark text not null,
  rule uuid not null,
  device text not null,
  address text not null,
  state text not null check (state in ('waiting', 'released', 'refused', 'denied')),
  decided_by uuid,
  decided_at timestamptz,
  note text not null,
  outcome text not null,
  draw uuid,
  unique (client, key)
);
create unique index play_suspect_one_waits on play_suspect (client, activity) where state = 'waiting';
create index play_suspect_newest on play_suspect (at desc, id desc);
create index play_suspect_to_play on play_suspect (at) where state = 'released' and outcome = '';
grant select, insert, update on play_risk_rule to largesse_app;
grant select, insert, update, delete on play_suspect to largesse_app;
"""

REVERSE = "drop table play_suspect, play_risk_rule;"


class Migration(migrations.Migration):
    """Judge attempts by risk."""

    dependencies = [("play", "0007_refusals_counted")]
    operations = [ops.RunSQL(FORWARD, reverse_sql=REVERSE)]
