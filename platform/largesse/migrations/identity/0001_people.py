"""Staff, roles, org units, sessions, sign-in throttles; approval routes, approvals, signatures."""

from tortoise import migrations
from tortoise.migrations import operations as ops

PEOPLE = """
create table identity_org_unit (
  id uuid primary key,
  parent uuid references identity_org_unit (id),
  code text not null unique check (code ~ '^[A-Z0-9-]{2,20}$'),
  level text not null check (level in ('head_office', 'branch', 'outlet')),
  name_zh text not null,
  name_en text not null,
  path uuid[] not null,
  created_at timestamptz not null,
  constraint identity_org_unit_path_ends_here check (path[cardinality(path)] = id),
  constraint identity_org_unit_root_is_head check ((parent is null) = (level = 'head_office'))
);
create index identity_org_unit_path on identity_org_unit using gin (path);
create unique index identity_org_unit_one_root on identity_org_unit ((1)) where parent is null;

create table identity_staff (
  id uuid primary key,
  number text not null unique check (number ~ '^[0-9A-Z]{3,20}$'),
  email text not null unique check (email = lower(email) and email like '%_@_%'),
  name text not null check (name <> ''),
  name_en text not null default '',
  mobile_work text not null default '',
  unit uuid not null references identity_org_unit (id),
  roles text[] not null,
  state text not null default 'active' check (state in ('active', 'disabled')),
  password_hash text not null,
  password_set_at timestamptz not null,
  must_change_password boolean not null default false,
  created_at timestamptz not null,
  created_by uuid not null,
  version int not null default 1,
  constraint identity_staff_roles_known check (roles <@ array['designer', 'approver_branch', 'approver_protection',
    'approver_head', 'operator', 'adviser', 'finance', 'reviewer', 'admin', 'auditor']),
  constraint identity_staff_three_administrators check (not (roles @> array['admin', 'auditor']))
);
create index identity_staff_unit on identity_staff (unit);
create index identity_staff_roles on identity_staff using gin (roles);

create table identity_session (
  id uuid primary key,
  subject_kind text not null check (subject_kind in ('staff', 'client', 'app')),
  subject uuid not null,
  token_hash text not null unique,
  via text not null,
  address text not null default '',
  created_at timestamptz not null,
  seen_at timestamptz not null,
  idle_s int not null check (idle_s > 0),
  expires_at timestamptz not null,
  ended_at timestamptz,
  ended_why text
);
create unique index identity_session_one_of_staff on identity_session (subject)
  where subject_kind = 'staff' and ended_at is null;
create index identity_session_subject on identity_session (subject_kind, subject) where ended_at is null;

create table identity_sign_in_throttle (
  scope text not null check (scope in ('account', 'address')),
  key text not null,
  failures int not null check (failures >= 0),
  first_at timestamptz not null,
  locked_until timestamptz,
  primary key (scope, key)
);
"""

ROUTES = """
create table identity_route (
  key text primary key,
  name_zh text not null,
  name_en text not null
);
create table identity_route_step (
  route text not null references identity_route (key),
  seq int not null check (seq between 1 and 12),
  name_zh text not null,
  name_en text not null,
  roles text[] not null default '{}',
  level text check (level in ('head_office', 'branch', 'outlet')),
  mode text not null default 'any' check (mode in ('any', 'all', 'n_of')),
  need int not null default 1 check (need between 1 and 20),
  opinion_required boolean not null default false,
  deadline_h int check (deadline_h > 0),
  primary key (route, seq)
);
comment on column identity_route_step.roles is 'empty: the kind of the subject says who may sign';

create table identity_approval (
  id uuid primary key,
  subject_kind text not null,
  subject uuid not null,
  content_hash text not null check (content_hash ~ '^[a-z0-9]+:[0-9a-f]{16,128}$'),
  route text not null references identity_route (key),
  org_unit uuid not null references identity_org_unit (id),
  title text not null,
  summary jsonb not null,
  difference jsonb not null,
  maker uuid not null,
  external_number text not null default '',
  state text not null check (state in ('pending', 'approved', 'returned', 'withdrawn')),
  step int not null,
  steps int not null,
  proposed_at timestamptz not null,
  decided_at timestamptz,
  constraint identity_approval_step_in_route check (step between 1 and steps),
  constraint identity_approval_decided check ((state = 'pending') = (decided_at is null))
);
create unique index identity_approval_one_open on identity_approval (subject_kind, subject) where state = 'pending';
create index identity_approval_by_state on identity_approval (state, proposed_at desc, id desc);
create index identity_approval_by_age on identity_approval (proposed_at desc, id desc);
create index identity_approval_by_maker on identity_approval (maker, proposed_at desc);
create index identity_approval_by_subject on identity_approval (subject_kind, subject);

create table identity_approval_step (
  approval uuid not null references identity_approval (id),
  seq int not null,
  name_zh text not null,
  name_en text not null,
  roles text[] not null,
  level text,
  need int not null check (need >= 0),
  opinion_required boolean not null,
  due_at timestamptz,
  primary key (approval, seq)
);
create table identity_approval_signer (
  approval uuid not null,
  step int not null,
  staff uuid not null references identity_staff (id),
  added_by uuid not null,
  at timestamptz not null,
  primary key (approval, step, staff),
  foreign key (approval, step) references identity_approval_step (approval, seq)
);
create table identity_delegation (
  id uuid primary key,
  approval uuid not null references identity_approval (id),
  giver uuid not null references identity_staff (id),
  taker uuid not null references identity_staff (id),
  until timestamptz not null,
  at timestamptz not null,
  constraint identity_delegation_to_another check (giver <> taker),
  constraint identity_delegation_dated check (until > at)
);
create index identity_delegation_taker on identity_delegation (taker, until);

create table identity_signature (
  id uuid primary key,
  approval uuid not null,
  step int not null,
  person uuid not null references identity_staff (id),
  hand uuid not null references identity_staff (id),
  decision text not null check (decision in ('approve', 'return')),
  opinion text not null,
  content_hash text not null,
  return_to int,
  annulled_by uuid references identity_signature (id),
  at timestamptz not null,
  foreign key (approval, step) references identity_approval_step (approval, seq),
  constraint identity_signature_return_has_opinion check (decision = 'approve' or opinion <> ''),
  constraint identity_signature_return_to check (return_to is null or (decision = 'return' and return_to < step))
);
create unique index identity_signature_person_once on identity_signature (approval, person) where annulled_by is null;
create unique index identity_signature_hand_once on identity_signature (approval, hand) where annulled_by is null;
create index identity_signature_approval on identity_signature (approval, at);
create index identity_signature_hand on identity_signature (hand, at desc);
"""

SEED = """
insert into identity_route (key, name_zh, name_en) values
  ('activity', '活动审批', 'Activity approval'),
  ('short', '简易审批', 'Short route'),
  ('two_person', '双人复核', 'Second person');
insert into identity_route_step (route, seq, name_zh, name_en, roles, level, opinion_required, deadline_h) values
  ('activity', 1, '分行产品负责人', 'Branch product owner', '{approver_branch}', null, false, 24),
  ('activity', 2, '消保审查', 'Consumer-protection review', '{approver_protection}', null, true, 48),
  ('activity', 3, '总行审批', 'Head office', '{approver_head}', 'head_office', false, 48),
  ('short', 1, '分行或总行复核', 'Branch or head office', '{approver_branch,approver_head}', null, false, 8),
  ('two_person', 1, '第二人复核', 'Second person', '{}', null, false, 24);
"""

GRANTS = """
grant select, insert, update on identity_org_unit, identity_staff, identity_approval to largesse_app;
grant select, insert, update, delete on identity_session, identity_sign_in_throttle to largesse_app;
grant select, insert on identity_approval_step, identity_approval_signer, identity_delegation, identity_signature
  to largesse_app;
grant update (annulled_by) on identity_signature to largesse_app;
grant select on identity_route, identity_route_step to largesse_app;
"""

BACK = """
drop table identity_signature, identity_delegation, identity_approval_signer, identity_approval_step, identity_approval,
  identity_route_step, identity_route, identity_sign_in_throttle, identity_session, identity_staff, identity_org_unit;
"""


class Migration(migrations.Migration):
    """Create the tables of people and approvals, and the seeded routes."""

    dependencies = []

    initial = True

    operations = [
        ops.RunSQL(PEOPLE + ROUTES + SEED + GRANTS, reverse_sql=BACK),
    ]
