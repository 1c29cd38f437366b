"""Channels that an administrator sets up; messages that failed, and why."""

from tortoise import migrations
from tortoise.migrations import operations as ops

FORWARD = """
alter table notices_message
  add column why text not null default '',
  drop constraint notices_message_state_check;
alter table notices_message
  add constraint notices_message_state_check check (state in ('waiting', 'in_tray', 'sent', 'failed'));
create index notices_message_failed on notices_message (at) where state = 'failed';
create table notices_channel (
  channel text primary key check (channel in ('sms', 'email')),
  carrier text not null check (carrier in ('smtp', 'http')),
  settings jsonb not null,
  secret_sealed text not null default '',
  version int not null check (version > 0),
  state text not null check (state in ('enabled', 'disabled')),
  tested_at timestamptz,
  tested_ok boolean,
  tested_why text not null default '',
  changed_at timestamptz not null,
  changed_by uuid not null,
  check (state = 'disabled' or tested_ok is true)
);
comment on column notices_channel.secret_sealed is 'password, shared secret or private key, sealed for its channel';
grant select, insert, update on notices_channel to largesse_app;
"""

BACK = """
drop table notices_channel;
drop index notices_message_failed;
alter table notices_message drop constraint notices_message_state_check;
delete from notices_message where state = 'failed';
alter table notices_message
  add constraint notices_message_state_check check (state in ('waiting', 'in_tray', 'sent')),
  drop column why;
"""


class Migration(migrations.Migration):
    """Keep channels and failures."""

    dependencies = [("notices", "0001_messages")]

    operations = [ops.RunSQL(FORWARD, reverse_sql=BACK)]
