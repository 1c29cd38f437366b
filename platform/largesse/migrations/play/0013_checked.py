"""Attempts that a code must confirm or that nobody asked for, and seals over the draws of an activity."""

from tortoise import migrations
from tortoise.migrations import operations as ops

FORWARD = """
alter table play_risk_rule drop constraint play_risk_rule_outcome_check;
alter table play_risk_rule add constraint play_risk_rule_outcome_check
  check (outcome in ('allow', 'challenge', 'hold', 'deny'));

alter table play_suspect drop constraint play_suspect_state_check;
alter table play_suspect add constraint play_suspect_state_check check (
  state in ('challenged', 'passed', 'expired', 'waiting', 'released', 'refused', 'denied'));
alter table play_suspect add column why text not null default '';
alter table play_suspect add column props jsonb;
drop index play_suspect_one_waits;
create unique index play_suspect_one_waits on play_suspect (client, activity)
  where state = 'waiting' and props is null and due_at is null;
create unique index play_suspect_one_challenged on play_suspect (client, activity) where state = 'challenged';
drop index play_suspect_to_play;
create index play_suspect_to_play on play_suspect (at) where state in ('released', 'passed') and outcome = '';

create table play_challenge (
  suspect uuid primary key references play_suspect (id) on delete cascade,
  client uuid not null,
  code_hash text not null,
  tries_left int not null check (tries_left between 0 and 5),
  codes int not null check (codes between 1 and 3),
  sent_at timestamptz not null,
  expires_at timestamptz not null,
  passed_by text
);
create index play_challenge_client on play_challenge (client, sent_at);

create table play_sealed (
  activity uuid primary key,
  draws bigint not null check (draws >= 0),
  step bigint not null check (step > 0),
  marks text[] not null,
  head text not null,
  sealed_at timestamptz not null
);
grant select, insert, update, delete on play_challenge to largesse_app;
grant select, insert on play_sealed to largesse_app;
"""

REVERSE = """
drop table play_sealed;
drop table play_challenge;
delete from play_suspect where state in ('challenged', 'passed', 'expired') or props is not null;
drop index play_suspect_one_challenged;
drop index play_suspect_one_waits;
drop index play_suspect_to_play;
alter table play_suspect drop column props;
alter table play_suspect drop column why;
alter table play_suspect drop constraint play_suspect_state_check;
alter table play_suspect add constraint play_suspect_state_check check (
  state in ('waiting', 'released', 'refused', 'denied'));
create unique index play_suspect_one_waits on play_suspect (client, activity)
  where state = 'waiting' and due_at is null;
create index play_suspect_to_play on play_suspect (at) where state = 'released' and outcome = '';
alter table play_risk_rule drop constraint play_risk_rule_outcome_check;
delete from play_risk_rule where outcome = 'challenge';
alter table play_risk_rule add constraint play_risk_rule_outcome_check
  check (outcome in ('allow', 'hold', 'deny'));
"""


class Migration(migrations.Migration):
    """Check attempts by a code, and draws against a seal."""

    dependencies = [("play", "0012_queues")]
    operations = [ops.RunSQL(FORWARD, reverse_sql=REVERSE)]
