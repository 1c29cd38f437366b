"""Answers to the form of a right: sealed, for a while; what was agreed to and who was told, for good."""

from tortoise import migrations
from tortoise.migrations import operations as ops

FORWARD = """
create table rights_form (
  id uuid primary key,
  entitlement uuid not null,
  client uuid not null,
  about uuid not null,
  keys text[] not null,
  sealed text not null check (sealed <> ''),
  given_at timestamptz not null,
  constraint rights_form_once unique (entitlement)
);
create index rights_form_client on rights_form (client, given_at desc);
create index rights_form_about on rights_form (about);

create table rights_form_consent (
  id uuid primary key,
  entitlement uuid not null,
  client uuid not null,
  about uuid not null,
  field text not null,
  label jsonb not null,
  agreed boolean not null,
  words text not null,
  at timestamptz not null,
  constraint rights_form_consent_entitlement foreign key (entitlement) references rights_entitlement (id)
);
create index rights_form_consent_client on rights_form_consent (client, at desc);
create index rights_form_consent_right on rights_form_consent (entitlement, at desc);

create table rights_form_sent (
  id uuid primary key,
  provider_order uuid not null,
  entitlement uuid not null,
  provider uuid not null,
  client uuid not null,
  about uuid not null,
  labels jsonb not null,
  at timestamptz not null,
  constraint rights_form_sent_order foreign key (provider_order) references rights_order (id),
  constraint rights_form_sent_entitlement foreign key (entitlement) references rights_entitlement (id),
  constraint rights_form_sent_once unique (provider_order)
);
create index rights_form_sent_client on rights_form_sent (client, at desc);
create index rights_form_sent_about on rights_form_sent (about);
create index rights_form_sent_right on rights_form_sent (entitlement, at desc);

grant select, insert, update, delete on rights_form to largesse_app;
grant select, insert on rights_form_consent, rights_form_sent to largesse_app;
"""

REVERSE = """
drop table rights_form_sent, rights_form_consent, rights_form;
"""


class Migration(migrations.Migration):
    """Add forms."""

    dependencies = [("rights", "0016_made_good")]
    operations = [ops.RunSQL(FORWARD, reverse_sql=REVERSE)]
