"""Compensations, points that are awarded under a signature, and rights that another system granted.

A compensation names the right that it makes good; one of them lives for a right at a time. An award above the day
limit waits as a request for its signers. A file of rights from elsewhere keeps what became of each line, and what
it grants comes out of batches of its own kind.
"""

from tortoise import migrations
from tortoise.migrations import operations as ops

FORWARD = """
create table rights_compensation_limit (
  currency varchar(3) primary key check (currency ~ '^[A-Z]{3}$'),
  alone_minor bigint not null check (alone_minor >= 0),
  said_by uuid not null,
  said_at timestamptz not null
);

create table rights_compensation (
  id uuid primary key,
  original uuid not null references rights_entitlement (id),
  complaint uuid references rights_complaint (id),
  client uuid not null,
  org_unit uuid not null,
  cause text not null check (cause in ('failed', 'complaint', 'expired', 'not_served')),
  batch uuid references rights_batch (id),
  points_kind uuid references rights_points_kind (id),
  points bigint check (points > 0),
  worth_minor bigint not null default 0 check (worth_minor >= 0),
  currency varchar(3) not null,
  reason text not null check (reason <> ''),
  note text not null default '',
  state text not null check (state in ('pending', 'given', 'returned', 'withdrawn', 'undone')),
  entitlement uuid unique references rights_entitlement (id),
  award uuid unique references rights_points_award (id),
  approval uuid,
  made_by uuid not null,
  made_at timestamptz not null,
  ended_at timestamptz,
  constraint rights_compensation_one_thing check ((batch is null) <> (points_kind is null)),
  constraint rights_compensation_points check ((points_kind is null) = (points is null)),
  constraint rights_compensation_another check (entitlement <> original),
  constraint rights_compensation_given check (
    (state in ('given', 'undone')) = (coalesce(entitlement, award) is not null)
    and (entitlement is null or batch is not null) and (award is null or points is not null)),
  constraint rights_compensation_ended check ((ended_at is null) = (state = 'pending')),
  constraint rights_compensation_signed check (state not in ('pending', 'returned', 'withdrawn') or approval is not null)
);
create unique index rights_compensation_one_live on rights_compensation (original) where state in ('pending', 'given');
create index rights_compensation_original on rights_compensation (original);
create index rights_compensation_by_age on rights_compensation (made_at desc, id desc);

alter table rights_points_move add column approval uuid;
create table rights_points_request (
  id uuid primary key,
  kind uuid not null references rights_points_kind (id),
  source text not null check (source in ('manual', 'file')),
  file_name text not null default '',
  reason text not null check (reason <> ''),
  lines jsonb not null,
  line_count int not null check (line_count > 0),
  points bigint not null check (points > 0),
  org_unit uuid not null,
  state text not null check (state in ('pending', 'given', 'returned', 'withdrawn')),
  approval uuid not null,
  made_by uuid not null,
  made_at timestamptz not null,
  ended_at timestamptz,
  constraint rights_points_request_ended check ((ended_at is null) = (state = 'pending'))
);

alter table rights_batch
  add column kind text not null default 'issue' check (kind in ('issue', 'elsewhere'));
alter type rights_gift add attribute valid_from timestamptz, add attribute valid_to timestamptz,
  add attribute units int;

create table rights_elsewhere_file (
  id uuid primary key,
  system text not null check (system ~ '^[a-z0-9][a-z0-9_.-]{0,39}$'),
  budget uuid not null references rights_budget (id),
  file_name text not null,
  file_sha text not null,
  format text not null,
  encoding text not null,
  content_hash text not null,
  state text not null check (state in ('pending', 'returned', 'withdrawn', 'waiting', 'reading', 'done', 'refused',
    'cancelled')),
  why text not null default '',
  total_count int not null check (total_count >= 0),
  good_count int not null check (good_count >= 0),
  cost_minor bigint not null check (cost_minor >= 0),
  currency varchar(3) not null,
  next_line int not null default 0,
  read_count int not null default 0,
  given_count int not null default 0,
  bad_count int not null default 0,
  approval uuid not null,
  by_staff uuid not null,
  org_unit uuid not null,
  asked_at timestamptz not null,
  done_at timestamptz,
  cancelled_by uuid,
  constraint rights_elsewhere_file_adds_up check (given_count + bad_count = read_count and read_count <= total_count),
  constraint rights_elsewhere_file_done
    check ((done_at is not null) = (state in ('returned', 'withdrawn', 'done', 'refused', 'cancelled'))),
  constraint rights_elsewhere_file_cancelled check ((cancelled_by is not null) = (state = 'cancelled'))
);
create index rights_elsewhere_file_by_age on rights_elsewhere_file (asked_at desc, id desc);

create table rights_elsewhere_row (
  file uuid not null references rights_elsewhere_file (id),
  line int not null,
  verdict text not null,
  system text not null,
  reference text not null default '',
  entitlement uuid unique references rights_entitlement (id),
  face_minor bigint check (face_minor >= 0),
  primary key (file, line),
  constraint rights_elsewhere_row_given check ((verdict = 'given') = (entitlement is not null))
);
create unique index rights_elsewhere_row_once on rights_elsewhere_row (system, reference)
  where entitlement is not null;

grant select, insert, update on rights_compensation_limit, rights_compensation, rights_points_request,
  rights_elsewhere_file to largesse_app;
grant select, insert on rights_elsewhere_row to largesse_app;
"""

REVERSE = """
drop table rights_elsewhere_row, rights_elsewhere_file;
alter type rights_gift drop attribute valid_from, drop attribute valid_to, drop attribute units;
alter table rights_batch drop column kind;
drop table rights_points_request;
alter table rights_points_move drop column approval;
drop table rights_compensation, rights_compensation_limit;
"""


class Migration(migrations.Migration):
    """Add compensations, requests of points, and rights from elsewhere."""

    dependencies = [("rights", "0015_reminders")]
    operations = [ops.RunSQL(FORWARD, reverse_sql=REVERSE)]
