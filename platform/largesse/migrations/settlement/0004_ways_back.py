"""Ways back: void batches, undone dispositions, uses taken back after payment, what is left out; rates; dated hashes."""

from tortoise import migrations
from tortoise.migrations import operations as ops

FORWARD = """
alter table settlement_entry
  add column body_version smallint not null default 1 check (body_version in (1, 2));

alter table settlement_item
  add column takes_back uuid unique references settlement_item,
  drop constraint settlement_item_redemption_key,
  drop constraint settlement_item_gross_minor_check,
  drop constraint settlement_item_net_minor_check,
  drop constraint settlement_item_tax_minor_check,
  add constraint settlement_item_sign check (case when takes_back is null
    then gross_minor > 0 and net_minor >= 0 and tax_minor >= 0
    else gross_minor < 0 and net_minor <= 0 and tax_minor <= 0 end);
create unique index settlement_item_redemption on settlement_item (redemption) where takes_back is null;

alter table settlement_batch
  add column voided_by uuid,
  add column voided_at timestamptz,
  add column void_reason text,
  add constraint settlement_batch_voided check ((state = 'void') = (voided_by is not null));

alter table settlement_disposition
  add column undo_by uuid,
  add column undo_at timestamptz,
  add column undo_reason text,
  add column undone_by uuid,
  add column undone_at timestamptz,
  add column undo_entry_id bigint references settlement_entry,
  drop constraint settlement_disposition_state_check,
  drop constraint settlement_disposition_decided,
  add constraint settlement_disposition_states check
    (state in ('proposed', 'approved', 'rejected', 'withdrawn', 'undone', 'lapsed')),
  add constraint settlement_disposition_decided check (case when state in ('proposed', 'withdrawn')
    then decided_by is null when state = 'lapsed' then true else decided_by is not null end),
  add constraint settlement_disposition_undone check ((state = 'undone') = (undone_by is not null)),
  add constraint settlement_disposition_undo_four_eyes check
    (undone_by is null or (undo_by is not null and undone_by <> undo_by));

alter table settlement_statement
  add column superseded_by uuid,
  add column superseded_at timestamptz,
  add column supersede_reason text,
  add constraint settlement_statement_superseded check ((state = 'superseded') = (superseded_by is not null));

create table settlement_left_out (
  id uuid primary key,
  batch uuid not null references settlement_batch,
  line uuid references settlement_line,
  item uuid references settlement_item,
  reason text not null check (length(trim(reason)) >= 4),
  left_by uuid not null,
  left_at timestamptz not null,
  back_by uuid,
  back_at timestamptz,
  constraint settlement_left_out_one_side check ((line is null) <> (item is null)),
  constraint settlement_left_out_back check ((back_by is null) = (back_at is null))
);
create unique index settlement_left_out_line on settlement_left_out (batch, line)
  where line is not null and back_at is null;
create unique index settlement_left_out_item on settlement_left_out (batch, item)
  where item is not null and back_at is null;

create table settlement_rate (
  id bigint generated always as identity primary key,
  base varchar(3) not null references settlement_currency,
  currency varchar(3) not null references settlement_currency,
  day date not null,
  rate_e8 bigint not null check (rate_e8 between 1 and 100000000000000),
  source text not null check (length(trim(source)) >= 2),
  recorded_by uuid not null,
  recorded_at timestamptz not null,
  constraint settlement_rate_two_currencies check (base <> currency)
);
create index settlement_rate_of_day on settlement_rate (base, currency, day desc, id desc);

grant select, insert, update on settlement_left_out to largesse_app;
grant select, insert on settlement_rate to largesse_app;
"""

REVERSE = """
drop table settlement_rate, settlement_left_out;
alter table settlement_statement drop column superseded_by, drop column superseded_at, drop column supersede_reason;
alter table settlement_disposition
  drop constraint settlement_disposition_states,
  drop constraint settlement_disposition_decided,
  drop column undo_by, drop column undo_at, drop column undo_reason, drop column undone_by, drop column undone_at,
  drop column undo_entry_id,
  add constraint settlement_disposition_state_check check (state in ('proposed', 'approved', 'rejected')),
  add constraint settlement_disposition_decided check ((state = 'proposed') = (decided_by is null));
alter table settlement_batch drop column voided_by, drop column voided_at, drop column void_reason;
drop index settlement_item_redemption;
alter table settlement_item
  drop constraint settlement_item_sign,
  drop column takes_back,
  add constraint settlement_item_redemption_key unique (redemption),
  add constraint settlement_item_gross_minor_check check (gross_minor > 0),
  add constraint settlement_item_net_minor_check check (net_minor >= 0),
  add constraint settlement_item_tax_minor_check check (tax_minor >= 0);
alter table settlement_entry drop column body_version;
"""


class Migration(migrations.Migration):
    """Give every step of settlement its way back, and what is signed its freeze."""

    dependencies = [("settlement", "0003_kept_lines")]
    operations = [ops.RunSQL(FORWARD, reverse_sql=REVERSE)]
