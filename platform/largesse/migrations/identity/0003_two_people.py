"""Resets of passwords by two people, and the device of a session; temporary passwords open nothing any more."""

from tortoise import migrations
from tortoise.migrations import operations as ops

FORWARD = """
alter table identity_session add column device text not null default '';

create table identity_reset (
  id uuid primary key,
  staff uuid references identity_staff (id),
  secret_hash text not null unique,
  code_hash text not null,
  code_head text not null check (code_head ~ '^[0-9]{4}$'),
  address text not null,
  device text not null,
  asked_at timestamptz not null,
  expires_at timestamptz not null,
  tries int not null default 0 check (tries >= 0),
  confirmed_by uuid,
  confirmed_at timestamptz,
  cosigned_by uuid,
  cosigned_at timestamptz,
  ended_at timestamptz,
  ended_why text check (ended_why in ('done', 'declined', 'replaced', 'spoilt', 'left')),
  ended_by uuid,
  constraint identity_reset_two_people check (cosigned_by is null or (confirmed_by is not null
    and (cosigned_by <> confirmed_by or cosigned_by = '00000000-0000-0000-0000-000000000000'))),
  constraint identity_reset_never_oneself check (staff is null or (staff is distinct from confirmed_by
    and staff is distinct from cosigned_by)),
  constraint identity_reset_done_when_cosigned check (ended_why is distinct from 'done' or cosigned_by is not null),
  constraint identity_reset_ended check ((ended_at is null) = (ended_why is null))
);
comment on column identity_reset.staff is 'empty: nobody has the name that was given';
create index identity_reset_staff on identity_reset (staff, asked_at) where ended_at is null;
create index identity_reset_address on identity_reset (address, asked_at);
create index identity_reset_expires on identity_reset (expires_at);
grant select, insert, update, delete on identity_reset to largesse_app;

update identity_session set ended_at = now(), ended_why = 'password_reset'
where subject_kind = 'staff' and ended_at is null
  and subject in (select id from identity_staff where must_change_password);
update identity_staff set password_hash = '', must_change_password = false where must_change_password;
"""

BACKWARD = """
drop table identity_reset;
alter table identity_session drop column device;
"""


class Migration(migrations.Migration):
    """Let a reset reach the person alone, by way of two others."""

    dependencies = [("identity", "0002_session_ages")]
    operations = [ops.RunSQL(FORWARD, BACKWARD)]
