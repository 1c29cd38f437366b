"""Calendars of public holidays: every file that was loaded is kept, and the newest that covers a day says it."""

from tortoise import migrations
from tortoise.migrations import operations as ops

FORWARD = """
create table identity_calendar (
  id uuid primary key,
  version int not null constraint identity_calendar_version_once unique check (version > 0),
  first_day date not null,
  last_day date not null,
  days jsonb not null,
  source text not null,
  file_name text not null,
  content_hash text not null constraint identity_calendar_content_once unique,
  loaded_by uuid not null,
  loaded_at timestamptz not null,
  constraint identity_calendar_range check (first_day <= last_day)
);
grant select, insert on identity_calendar to largesse_app;
"""

REVERSE = "drop table identity_calendar;"


class Migration(migrations.Migration):
    """Create the table of calendars."""

    dependencies = [("identity", "0003_two_people")]
    operations = [ops.RunSQL(FORWARD, reverse_sql=REVERSE)]
