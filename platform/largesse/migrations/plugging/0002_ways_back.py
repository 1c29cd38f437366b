"""Versions that may be gone, the version before of an installation, callbacks that people look at."""

from tortoise import migrations
from tortoise.migrations import operations as ops

FORWARD = """
alter table plugging_version add column removed_at timestamptz;
alter table plugging_installation
  add column previous uuid references plugging_version,
  add column previous_config int,
  add constraint plugging_installation_previous_check check ((previous is null) = (previous_config is null));
grant update (secrets) on plugging_config to largesse_app;

alter table plugging_callback
  drop constraint plugging_callback_state_check,
  add column tries int not null default 1,
  add column dismissed_by uuid,
  add column dismiss_reason text;
alter table plugging_callback
  add constraint plugging_callback_state_check check
    (state in ('received', 'accepted', 'duplicate', 'rejected', 'unavailable', 'dismissed')),
  add constraint plugging_callback_dismissed_check check
    ((state = 'dismissed') = (dismissed_by is not null) and (dismissed_by is null) = (dismiss_reason is null));
create index plugging_callback_waiting on plugging_callback (id) where state in ('received', 'unavailable');
"""

REVERSE = """
drop index plugging_callback_waiting;
alter table plugging_callback drop constraint plugging_callback_dismissed_check, drop constraint plugging_callback_state_check;
update plugging_callback set state = 'unavailable' where state = 'dismissed';
alter table plugging_callback drop column tries, drop column dismissed_by, drop column dismiss_reason,
  add constraint plugging_callback_state_check check
    (state in ('received', 'accepted', 'duplicate', 'rejected', 'unavailable'));
revoke update (secrets) on plugging_config from largesse_app;
alter table plugging_installation drop constraint plugging_installation_previous_check,
  drop column previous, drop column previous_config;
alter table plugging_version drop column removed_at;
"""


class Migration(migrations.Migration):
    """Add the columns; what stood before has none of them."""

    dependencies = [("plugging", "0001_installations")]
    operations = [ops.RunSQL(FORWARD, reverse_sql=REVERSE)]
