"""Bookings in a provider's own calendar: its places, the session that was taken, what it is asked about it.

Invariant   a booking stands in a slot of ours or in a session of its provider's, never in both; one question about
            a booking is open at a time
"""

from tortoise import migrations
from tortoise.migrations import operations as ops

FORWARD = """
alter table rights_place add column provider uuid references rights_provider (id), add column provider_ref text,
  add constraint rights_place_of_provider check ((provider is null) = (provider_ref is null));
create unique index rights_place_provider_ref on rights_place (provider, provider_ref) where provider is not null;

alter table rights_service add column places_at timestamptz, add column places_due timestamptz,
  add column places_why text not null default '';
create index rights_service_places_due on rights_service (places_due) where source = 'provider';

alter table rights_booking alter column slot drop not null, add column session text, add column told_at timestamptz,
  add constraint rights_booking_one_calendar check ((slot is null) <> (session is null)),
  drop constraint rights_booking_why_check,
  add constraint rights_booking_why_check
    check (why in ('', 'lapsed', 'client', 'staff', 'refused', 'provider', 'moved'));
create index rights_booking_session on rights_booking (resource, session)
  where session is not null and state in ('proposed', 'pending');

create table rights_session_ask (
  id uuid primary key,
  booking uuid not null references rights_booking (id),
  kind text not null check (kind in ('book', 'move', 'cancel')),
  installation uuid not null,
  provider_ref text not null check (provider_ref <> ''),
  request_id text not null unique,
  resource uuid references rights_resource (id),
  session text,
  starts_at timestamptz,
  ends_at timestamptz,
  units int not null default 0 check (units >= 0),
  why text not null check (why in ('client', 'staff')),
  reason text not null default '',
  state text not null default 'asked' check (state in ('asked', 'sent', 'accepted', 'refused')),
  code text,
  next jsonb not null default '[]' check (jsonb_typeof(next) = 'array'),
  tries int not null default 0,
  due_at timestamptz,
  asked_at timestamptz not null,
  settled_at timestamptz,
  check ((state in ('asked', 'sent')) = (settled_at is null)),
  check ((due_at is null) = (settled_at is not null)),
  check ((kind = 'cancel') = (session is null)),
  check ((session is null) = (resource is null) and (session is null) = (starts_at is null)
    and (session is null) = (ends_at is null))
);
create unique index rights_session_ask_one_open on rights_session_ask (booking) where settled_at is null;
create index rights_session_ask_booking on rights_session_ask (booking, asked_at desc);
create index rights_session_ask_due on rights_session_ask (due_at) where due_at is not null;
grant select, insert, update on rights_session_ask to largesse_app;

alter table rights_order_event drop constraint rights_order_event_kind_check,
  add constraint rights_order_event_kind_check check (kind in ('issued', 'used', 'expired', 'cancelled', 'refunded',
    'attendance', 'report_ready', 'session_moved', 'session_cancelled', 'shipped', 'delivered', 'returned',
    'case_assigned', 'case_closed', 'amended', 'unknown'));
"""

REVERSE = """
alter table rights_order_event drop constraint rights_order_event_kind_check,
  add constraint rights_order_event_kind_check check (kind in ('issued', 'used', 'expired', 'cancelled', 'refunded',
    'attendance', 'report_ready', 'shipped', 'delivered', 'returned', 'case_assigned', 'case_closed', 'amended',
    'unknown'));
drop table rights_session_ask;
drop index rights_booking_session;
alter table rights_booking drop constraint rights_booking_one_calendar, drop constraint rights_booking_why_check,
  drop column session, drop column told_at, alter column slot set not null,
  add constraint rights_booking_why_check check (why in ('', 'lapsed', 'client', 'staff', 'refused'));
drop index rights_service_places_due;
alter table rights_service drop column places_at, drop column places_due, drop column places_why;
drop index rights_place_provider_ref;
alter table rights_place drop constraint rights_place_of_provider, drop column provider, drop column provider_ref;
"""


class Migration(migrations.Migration):
    """Let bookings stand in providers' calendars."""

    dependencies = [("rights", "0017_forms")]
    operations = [ops.RunSQL(FORWARD, reverse_sql=REVERSE)]
