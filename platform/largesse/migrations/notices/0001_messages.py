"""Messages to clients."""

from tortoise import migrations
from tortoise.migrations import operations as ops

FORWARD = """
create table notices_message (
  id uuid primary key,
  channel text not null check (channel ~ '^[a-z][a-z0-9_]{1,31}$'),
  recipient_sealed text not null,
  recipient_hint text not null,
  template text not null,
  body_sealed text not null,
  locale text not null,
  state text not null check (state in ('waiting', 'in_tray', 'sent')),
  at timestamptz not null,
  org_unit uuid
);
create index notices_message_at on notices_message (at desc, id desc);
grant select, insert, update on notices_message to largesse_app;
"""


class Migration(migrations.Migration):
    """Create the table of messages."""

    dependencies = [("audience", "0001_clients")]

    initial = True

    operations = [ops.RunSQL(FORWARD, reverse_sql="drop table notices_message")]
