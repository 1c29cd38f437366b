"""Places, their resources and hours, slots with guarded counts, bookings and the waiting list.

Invariant   a slot's places are never given twice: ``rights_slot_within_capacity``; a resource's used slots and a
            person's living bookings do not overlap: exclusions over one range of whole numbers each, behind the
            guarded writes that hold the resource's and the person's row
"""

from tortoise import migrations
from tortoise.migrations import operations as ops

FORWARD = """
create table rights_place (
  id uuid primary key,
  code text not null unique,
  name jsonb not null,
  city jsonb not null,
  address jsonb not null,
  phone text not null default '',
  zone text not null,
  latitude_e6 int check (latitude_e6 between -90000000 and 90000000),
  longitude_e6 int check (longitude_e6 between -180000000 and 180000000),
  org_unit uuid not null,
  state text not null default 'active' check (state in ('active', 'stopped')),
  created_at timestamptz not null,
  check ((latitude_e6 is null) = (longitude_e6 is null))
);

create table rights_resource (
  id uuid primary key,
  nr bigint generated always as identity unique,
  place uuid not null references rights_place (id),
  name jsonb not null,
  kind text not null check (kind in ('person', 'room', 'desk', 'event')),
  seated boolean not null default false,
  state text not null default 'active' check (state in ('active', 'stopped')),
  created_at timestamptz not null
);
create index rights_resource_place on rights_resource (place);

create table rights_hours (
  id uuid primary key,
  resource uuid not null references rights_resource (id),
  weekdays int[] not null check (weekdays <@ array[1, 2, 3, 4, 5, 6, 7] and cardinality(weekdays) > 0),
  from_minute int not null check (from_minute between 0 and 1439),
  to_minute int not null check (to_minute between 1 and 1440),
  slot_minutes int not null check (slot_minutes between 5 and 1440),
  capacity int not null check (capacity between 1 and 10000),
  session jsonb not null default '{}',
  starts_on date not null,
  ends_on date,
  created_at timestamptz not null,
  check (to_minute >= from_minute + slot_minutes)
);
create index rights_hours_resource on rights_hours (resource);

create table rights_exception (
  id uuid primary key,
  place uuid not null references rights_place (id),
  resource uuid references rights_resource (id),
  kind text not null check (kind in ('closed', 'extra')),
  day date not null,
  from_minute int,
  to_minute int,
  slot_minutes int,
  capacity int,
  session jsonb not null default '{}',
  reason text not null,
  removed_at timestamptz,
  created_at timestamptz not null,
  check (kind <> 'extra' or (resource is not null and from_minute between 0 and 1439
    and to_minute between 1 and 1440 and slot_minutes between 5 and 1440 and capacity between 1 and 10000
    and to_minute >= from_minute + slot_minutes))
);
create index rights_exception_day on rights_exception (place, day) where removed_at is null;

create table rights_slot (
  id uuid primary key,
  resource uuid not null references rights_resource (id),
  resource_nr bigint not null check (resource_nr between 1 and 900000000),
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  starts_s bigint not null,
  ends_s bigint not null,
  capacity int not null check (capacity >= 0),
  held int not null default 0 check (held >= 0),
  booked int not null default 0 check (booked >= 0),
  blocked int not null default 0 check (blocked >= 0),
  beyond int not null default 0 check (beyond >= 0),
  created_at timestamptz not null,
  unique (resource, starts_at),
  constraint rights_slot_within_capacity check (held + booked + blocked <= capacity + beyond),
  constraint rights_slot_ends_later check (ends_s > starts_s),
  constraint rights_slot_seconds check (to_timestamp(starts_s) = starts_at and to_timestamp(ends_s) = ends_at),
  constraint rights_slot_apart exclude using gist (int8range(resource_nr * 10000000000 + starts_s,
    resource_nr * 10000000000 + ends_s) with &&) where (held + booked + blocked > 0)
) with (fillfactor = 70);

create table rights_service (
  id uuid primary key,
  sku uuid not null unique references rights_sku (id),
  source text not null default 'own' check (source in ('own', 'provider')),
  kind text not null check (kind in ('appointment', 'event')),
  minutes int not null check (minutes between 5 and 1440),
  notice_minutes int not null check (notice_minutes between 0 and 129600),
  horizon_days int not null check (horizon_days between 1 and 366),
  hold_minutes int not null check (hold_minutes between 1 and 120),
  offer_minutes int not null check (offer_minutes between 5 and 2880),
  free_until_hours int not null check (free_until_hours between 0 and 720),
  late_units int not null check (late_units between 0 and 100),
  no_show_units int not null check (no_show_units between 0 and 100),
  approval boolean not null,
  org_unit uuid not null,
  state text not null default 'active' check (state in ('active', 'stopped')),
  version int not null default 1,
  created_at timestamptz not null
);

create table rights_service_at (
  service uuid not null references rights_service (id),
  resource uuid not null references rights_resource (id),
  primary key (service, resource)
);
create index rights_service_at_resource on rights_service_at (resource);

create table rights_person (
  id uuid primary key,
  nr bigint generated always as identity unique
);

create table rights_booking (
  id uuid primary key,
  entitlement uuid not null references rights_entitlement (id),
  service uuid not null references rights_service (id),
  place uuid not null references rights_place (id),
  resource uuid not null references rights_resource (id),
  slot uuid not null references rights_slot (id),
  holder uuid not null,
  person uuid not null references rights_person (id),
  person_nr bigint not null check (person_nr between 1 and 900000000),
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  starts_s bigint not null,
  ends_s bigint not null,
  seat int check (seat > 0),
  state text not null check (state in ('proposed', 'pending', 'booked', 'checked-in', 'arrived', 'fulfilled',
    'cancelled', 'noshow', 'entered-in-error')),
  hold_until timestamptz,
  why text not null default '' check (why in ('', 'lapsed', 'client', 'staff', 'refused')),
  reason text not null default '',
  units_used int not null default 0 check (units_used >= 0),
  sequence int not null default 0,
  org_unit uuid not null,
  made_by uuid not null,
  made_at timestamptz not null,
  confirmed_at timestamptz,
  arrived_at timestamptz,
  ended_at timestamptz,
  version int not null default 1,
  check (state <> 'proposed' or hold_until is not null),
  check (ends_s > starts_s),
  constraint rights_booking_seconds check (to_timestamp(starts_s) = starts_at and to_timestamp(ends_s) = ends_at),
  constraint rights_booking_apart exclude using gist (int8range(person_nr * 10000000000 + starts_s,
    person_nr * 10000000000 + ends_s) with &&)
    where (state in ('proposed', 'pending', 'booked', 'checked-in', 'arrived'))
);
create unique index rights_booking_one_a_right on rights_booking (entitlement)
  where state in ('proposed', 'pending', 'booked', 'checked-in', 'arrived');
create unique index rights_booking_seat on rights_booking (slot, seat)
  where seat is not null and state in ('proposed', 'pending', 'booked', 'checked-in', 'arrived', 'fulfilled');
create index rights_booking_holder on rights_booking (holder, starts_at desc, id desc);
create index rights_booking_person on rights_booking (person, starts_at);
create index rights_booking_place on rights_booking (place, starts_at);
create index rights_booking_slot on rights_booking (slot);
create index rights_booking_holds on rights_booking (hold_until) where state = 'proposed';
create index rights_booking_ends on rights_booking (ends_at) where state = 'booked';

create table rights_waiting (
  id uuid primary key,
  entitlement uuid not null references rights_entitlement (id),
  service uuid not null references rights_service (id),
  place uuid not null references rights_place (id),
  resource uuid references rights_resource (id),
  holder uuid not null,
  person uuid not null,
  starts_from timestamptz not null,
  starts_to timestamptz not null,
  state text not null check (state in ('waiting', 'offered', 'accepted', 'left', 'lapsed')),
  slot uuid references rights_slot (id),
  accept_by timestamptz,
  booking uuid references rights_booking (id),
  org_unit uuid not null,
  joined_at timestamptz not null,
  check (starts_to > starts_from),
  check (state <> 'offered' or (slot is not null and accept_by is not null)),
  check ((state = 'accepted') = (booking is not null))
);
create unique index rights_waiting_one_a_right on rights_waiting (entitlement) where state in ('waiting', 'offered');
create index rights_waiting_place on rights_waiting (place, joined_at) where state = 'waiting';
create index rights_waiting_offers on rights_waiting (accept_by) where state = 'offered';
create index rights_waiting_holder on rights_waiting (holder);

grant select, insert, update on rights_place, rights_resource, rights_hours, rights_exception, rights_slot,
  rights_service, rights_booking, rights_waiting to largesse_app;
grant select, insert, delete on rights_service_at to largesse_app;
grant select, insert, update on rights_person to largesse_app;
"""

REVERSE = """
drop table rights_waiting, rights_booking, rights_person, rights_service_at, rights_service, rights_slot,
  rights_exception, rights_hours, rights_resource, rights_place;
"""


class Migration(migrations.Migration):
    """Create the tables of booking."""

    dependencies = [("rights", "0010_moves")]
    operations = [ops.RunSQL(FORWARD, reverse_sql=REVERSE)]
