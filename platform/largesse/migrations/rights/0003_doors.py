"""What opens a provider's doors, a row each with its end; a provider may be paused.

The hash of a system's key moves; links of counters were never kept and are given anew. ``key_sha256`` and
``counter_epoch`` of ``rights_provider`` stay for the release before, which still reads them.
"""

from tortoise import migrations
from tortoise.migrations import operations as ops

FORWARD = """
create table rights_provider_key (
  id uuid primary key,
  provider uuid not null references rights_provider (id),
  kind text not null check (kind in ('counter', 'system')),
  name text not null check (name <> ''),
  key_sha256 text not null unique,
  renews uuid references rights_provider_key (id),
  made_by uuid not null,
  made_at timestamptz not null,
  ends_at timestamptz,
  ended_by uuid,
  reason text not null default '',
  used_at timestamptz,
  check ((ends_at is null) = (ended_by is null)),
  check (reason = '' or ends_at is not null)
);
create index rights_provider_key_provider on rights_provider_key (provider, made_at desc);
create unique index rights_provider_key_renewed_once on rights_provider_key (renews);
insert into rights_provider_key (id, provider, kind, name, key_sha256, made_by, made_at)
select gen_random_uuid(), id, 'system', '原有密钥', key_sha256, '00000000-0000-0000-0000-000000000000', created_at
from rights_provider where key_sha256 is not null;
grant select, insert, update on rights_provider_key to largesse_app;

alter table rights_provider drop constraint rights_provider_state_check;
alter table rights_provider
  add constraint rights_provider_state_check check (state in ('active', 'paused', 'stopped')),
  add column paused_at timestamptz,
  add column paused_reason text,
  add constraint rights_provider_paused_check check ((state = 'paused') = (paused_at is not null)
    and (paused_at is null) = (paused_reason is null));
"""

REVERSE = """
update rights_provider set state = 'active', paused_at = null, paused_reason = null where state = 'paused';
alter table rights_provider drop constraint rights_provider_paused_check, drop column paused_at, drop column paused_reason,
  drop constraint rights_provider_state_check;
alter table rights_provider add constraint rights_provider_state_check check (state in ('active', 'stopped'));
drop table rights_provider_key;
"""


class Migration(migrations.Migration):
    """Add the table of keys and the pause."""

    dependencies = [("rights", "0002_late_use")]
    operations = [ops.RunSQL(FORWARD, reverse_sql=REVERSE)]
