"""Items, statements, matches, breaks, dispositions, batches, exports."""

from tortoise import migrations
from tortoise.migrations import operations as ops

FORWARD = """
create table settlement_profile (
  id uuid primary key,
  name text not null,
  version int not null check (version > 0),
  provider uuid,
  body jsonb not null,
  sha text not null,
  created_by uuid not null,
  created_at timestamptz not null,
  unique (name, version)
);

create table settlement_batch (
  id uuid primary key,
  number text not null unique,
  provider uuid not null,
  entity_id int not null references settlement_entity,
  currency varchar(3) not null references settlement_currency,
  as_of date not null,
  state text not null check (state in ('draft', 'collecting', 'matched', 'reconciled', 'submitted', 'approved',
    'invoiced', 'instructed', 'paid', 'closed', 'rejected', 'void', 'returned')),
  org_unit uuid not null,
  created_by uuid not null,
  created_at timestamptz not null,
  run_id uuid,
  lines_minor bigint not null default 0,
  lines_matched_minor bigint not null default 0,
  lines_disposed_minor bigint not null default 0,
  lines_carried_minor bigint not null default 0,
  items_minor bigint not null default 0,
  items_matched_minor bigint not null default 0,
  items_disposed_minor bigint not null default 0,
  items_carried_minor bigint not null default 0,
  net_payable_minor bigint not null default 0,
  content jsonb,
  content_hash text,
  approval uuid,
  submitted_by uuid,
  submitted_at timestamptz,
  approved_by uuid,
  approved_at timestamptz,
  entry_id bigint references settlement_entry,
  constraint settlement_batch_four_eyes check (approved_by is null or approved_by <> submitted_by),
  constraint settlement_batch_lines_tie check (state in ('draft', 'collecting', 'matched', 'rejected', 'void')
    or lines_minor = lines_matched_minor + lines_disposed_minor + lines_carried_minor),
  constraint settlement_batch_items_tie check (state in ('draft', 'collecting', 'matched', 'rejected', 'void')
    or items_minor = items_matched_minor + items_disposed_minor + items_carried_minor),
  constraint settlement_batch_hashed check (state in ('draft', 'collecting', 'matched', 'reconciled', 'rejected', 'void')
    or (content_hash is not null and content is not null and submitted_by is not null)),
  constraint settlement_batch_signed check (state not in ('approved', 'invoiced', 'instructed', 'paid', 'closed')
    or (approved_by is not null and approval is not null))
);
create unique index settlement_batch_one_live on settlement_batch (provider, entity_id, currency)
  where state in ('draft', 'collecting', 'matched', 'reconciled', 'submitted');
create index settlement_batch_by_age on settlement_batch (created_at desc, id desc);

create table settlement_item (
  id uuid primary key,
  redemption uuid not null unique,
  entitlement uuid not null,
  batch uuid not null,
  sku uuid not null,
  sku_code text not null,
  provider uuid,
  provider_ref text not null default '',
  order_ref text not null default '',
  client uuid,
  activity uuid,
  org_unit uuid not null,
  entity_id int not null references settlement_entity,
  units int not null check (units > 0),
  gross_minor bigint not null check (gross_minor > 0),
  net_minor bigint not null check (net_minor >= 0),
  tax_minor bigint not null check (tax_minor >= 0),
  currency varchar(3) not null references settlement_currency,
  tax_treatment text not null check (tax_treatment in
    ('deduct_and_deem', 'no_deduct', 'prepaid_card_non_taxable', 'discount')),
  tax_rate_ppm int not null check (tax_rate_ppm between 0 and 1000000),
  biz_date date not null,
  used_at timestamptz not null,
  entry_id bigint not null references settlement_entry,
  reversed_entry_id bigint references settlement_entry,
  settled_batch uuid references settlement_batch,
  constraint settlement_item_adds_up check (net_minor + tax_minor = gross_minor),
  constraint settlement_item_settled_once check (reversed_entry_id is null or settled_batch is null)
);
create index settlement_item_open on settlement_item (provider, currency, biz_date)
  where settled_batch is null and reversed_entry_id is null;
create index settlement_item_entry on settlement_item (entry_id);
create index settlement_item_entitlement on settlement_item (entitlement);
create index settlement_item_batch on settlement_item (settled_batch) where settled_batch is not null;

create table settlement_statement (
  id uuid primary key,
  provider uuid not null,
  org_unit uuid not null,
  source text not null check (source in ('upload', 'plugin')),
  source_ref text not null default '',
  file_name text not null,
  file_sha varchar(64) not null,
  file_bytes bigint not null,
  format text,
  profile uuid references settlement_profile,
  profile_sha text not null,
  check (source = 'plugin' or profile is not null),
  fingerprint text not null default '',
  header jsonb not null default '[]',
  currency varchar(3),
  state text not null check (state in
    ('received', 'hash_verified', 'parsed', 'control_ok', 'loaded', 'quarantined', 'superseded', 'void')),
  declared_count int,
  declared_gross_minor bigint,
  line_count int not null default 0,
  gross_minor bigint not null default 0,
  overlap_count int not null default 0,
  overlap_minor bigint not null default 0,
  first_day date,
  last_day date,
  reasons jsonb not null default '[]',
  warnings jsonb not null default '[]',
  loaded_by uuid not null,
  loaded_at timestamptz not null,
  released_by uuid,
  release_reason text,
  batch uuid references settlement_batch,
  constraint settlement_statement_release_four_eyes check (released_by is null or released_by <> loaded_by),
  constraint settlement_statement_controls check (state <> 'loaded' or released_by is not null
    or (coalesce(declared_count, line_count) = line_count
        and coalesce(declared_gross_minor, gross_minor) = gross_minor))
);
create unique index settlement_statement_file on settlement_statement (provider, file_sha) where state = 'loaded';
create index settlement_statement_content on settlement_statement (provider, fingerprint) where state = 'loaded';
create index settlement_statement_by_age on settlement_statement (loaded_at desc, id desc);
create index settlement_statement_batch on settlement_statement (batch) where batch is not null;

create table settlement_line (
  id uuid primary key,
  statement uuid not null references settlement_statement,
  provider uuid not null,
  line_no int not null,
  row_no int not null,
  line_type text not null check (line_type in
    ('fulfilment', 'refund', 'fee', 'penalty', 'topup', 'adjust', 'balance')),
  provider_ref text not null,
  platform_ref text not null,
  parent_ref text not null,
  weak_key text not null,
  sku text not null,
  qty_milli bigint not null,
  unit_price_minor bigint,
  gross_minor bigint not null,
  tax_minor bigint,
  net_minor bigint,
  currency varchar(3) not null references settlement_currency,
  status text not null,
  occurred_at timestamptz not null,
  biz_date date not null,
  ext jsonb not null,
  raw jsonb not null,
  line_sha varchar(64) not null,
  occ int not null check (occ > 0),
  live boolean not null,
  settled_batch uuid references settlement_batch,
  unique (statement, line_no),
  check (live or settled_batch is null)
);
create unique index settlement_line_once on settlement_line (provider, line_sha, occ) where live;
create index settlement_line_open on settlement_line (provider, currency) where live and settled_batch is null;
create index settlement_line_provider_ref on settlement_line (provider, provider_ref) where provider_ref <> '';
create index settlement_line_batch on settlement_line (settled_batch) where settled_batch is not null;

create table settlement_run (
  id uuid primary key,
  batch uuid not null references settlement_batch,
  algorithm text not null,
  rules jsonb not null,
  run_hash text not null,
  result_hash text not null,
  lines int not null,
  items int not null,
  matches int not null,
  breaks int not null,
  made_by uuid not null,
  made_at timestamptz not null,
  unique (id, batch)
);
create index settlement_run_batch on settlement_run (batch, made_at desc);

create table settlement_match (
  id uuid primary key,
  run uuid not null,
  batch uuid not null,
  rule text not null,
  confidence text not null,
  amount_minor bigint not null,
  undone_by uuid,
  undone_reason text,
  foreign key (run, batch) references settlement_run (id, batch)
);
create index settlement_match_batch on settlement_match (batch);
create table settlement_match_member (
  match uuid not null references settlement_match,
  side varchar(1) not null check (side in ('P', 'S')),
  ref uuid not null,
  active boolean not null default true,
  primary key (match, side, ref)
);
create unique index settlement_match_member_once on settlement_match_member (side, ref) where active;

create table settlement_break (
  id uuid primary key,
  batch uuid not null references settlement_batch,
  run uuid not null references settlement_run,
  code text not null check (code in ('MISSING_AT_PROVIDER', 'MISSING_AT_PLATFORM', 'AMOUNT', 'PRICE', 'QTY', 'TAX',
    'CURRENCY', 'STATUS', 'DUP_PROVIDER', 'DUP_PLATFORM', 'CUTOFF', 'AMBIGUOUS', 'GROUP_SUM', 'FEE_UNEXPECTED',
    'SLA_DISPUTE', 'REFUND_ORPHAN', 'LATE_AFTER_CLOSE', 'FILE_CONTROL')),
  state text not null check (state in ('open', 'assigned', 'investigating', 'waiting', 'proposed', 'approved',
    'posted', 'closed', 'auto_closed', 'carried')),
  line uuid references settlement_line,
  item uuid references settlement_item,
  line_minor bigint not null,
  item_minor bigint not null,
  currency varchar(3) not null,
  owner uuid,
  opened_at timestamptz not null,
  closed_at timestamptz,
  check (line is not null or item is not null)
);
create unique index settlement_break_line on settlement_break (line)
  where line is not null and state not in ('closed', 'auto_closed', 'carried');
create unique index settlement_break_item on settlement_break (item)
  where item is not null and state not in ('closed', 'auto_closed', 'carried');
create index settlement_break_batch on settlement_break (batch, id);
create index settlement_break_of_line on settlement_break (line) where line is not null;
create index settlement_break_of_item on settlement_break (item) where item is not null;

create table settlement_disposition (
  id uuid primary key,
  break uuid not null references settlement_break,
  kind text not null check (kind in ('accept_provider', 'short_pay', 'carry_forward')),
  reason text not null check (length(trim(reason)) >= 4),
  state text not null check (state in ('proposed', 'approved', 'rejected')),
  pay_minor bigint not null,
  adjust_minor bigint not null,
  proposed_by uuid not null,
  proposed_at timestamptz not null,
  decided_by uuid,
  decided_at timestamptz,
  opinion text not null default '',
  entry_id bigint references settlement_entry,
  constraint settlement_disposition_four_eyes check (decided_by is null or decided_by <> proposed_by),
  constraint settlement_disposition_decided check ((state = 'proposed') = (decided_by is null))
);
create unique index settlement_disposition_one_live on settlement_disposition (break)
  where state in ('proposed', 'approved');
create index settlement_disposition_break on settlement_disposition (break, proposed_at desc);

create table settlement_export (
  id uuid primary key,
  batch uuid not null references settlement_batch,
  kind text not null check (kind ~ '^[a-z][a-z0-9_]{1,39}$'),
  sha varchar(64) not null,
  size bigint not null,
  file_name text not null,
  controls jsonb not null,
  made_by uuid not null,
  made_at timestamptz not null,
  unique (batch, kind)
);
create table settlement_export_entry (
  entry_id bigint primary key references settlement_entry,
  export uuid not null references settlement_export
);

grant select, insert, update on settlement_batch, settlement_item, settlement_statement, settlement_line,
  settlement_match, settlement_match_member, settlement_break, settlement_disposition to largesse_app;
grant select, insert on settlement_profile, settlement_run, settlement_export, settlement_export_entry to largesse_app;
"""

REVERSE = """
drop table settlement_export_entry, settlement_export, settlement_disposition, settlement_break,
  settlement_match_member, settlement_match, settlement_run, settlement_line, settlement_statement,
  settlement_item, settlement_batch, settlement_profile;
"""


class Migration(migrations.Migration):
    """Create what reconciliation keeps."""

    dependencies = [("settlement", "0001_ledger")]
    operations = [ops.RunSQL(FORWARD, reverse_sql=REVERSE)]
