"""The catalogue grows: a tree of nodes, wider SKUs with their versions and tax opinions, rules of validity, codes
that two rows cannot share however they are written.

What a batch was approved with is copied into it, so that a SKU may change. Batches of before get what their SKU says,
which could not change until now; they have no rule of validity and go on counting exact days.

A code's key is the code without width, case, look-alikes, spaces and what is invisible. Of rows whose keys are the
same already, the oldest keeps the key; the others get theirs with their id behind a space, which no key holds, so that
they go on as they are while nobody makes another like them.
"""

from tortoise import migrations
from tortoise.migrations import operations as ops

_FROM = "АВЕКМНОРСТУХІЈЅԜҺӀавекмнорстухіјѕԁԛԝһӏΑΒΕΖΗΙΚΜΝΟΡΤΥΧϹαβεζηικμνορτυχϲıIiLl1|Oo0 "
_TO = "abekmhopctyxljswhlabekmhopctyxljsdqwhlabezhlkmnoptyxcabezhlkmnoptyxclllllllooo"
_UNSEEN = r"[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]"
_CODED = {
    "rights_provider": "slug",
    "rights_product": "code",
    "rights_sku": "code",
    "rights_budget": "code",
    "rights_batch": "code",
}


def _keyed(table: str, column: str) -> str:
    key = (
        f"lower(translate(normalize(regexp_replace({column}, '{_UNSEEN}', '', 'g'), nfkc), '{_FROM}', '{_TO}'))"
    )
    return f"""
alter table {table} add column {column}_key text;
update {table} x set {column}_key = k.key || case when k.nth > 1 then ' ' || x.id else '' end
from (select id, key, row_number() over (partition by key order by created_at, id) as nth
      from (select id, created_at, {key} as key from {table}) y) k
where k.id = x.id;
alter table {table} alter column {column}_key set not null,
  add constraint {table}_key_once unique ({column}_key);
"""  # noqa: S608 - constants


FORWARD = (
    """
create table rights_node (
  id uuid primary key,
  parent uuid references rights_node (id),
  code text not null unique,
  code_key text not null constraint rights_node_key_once unique,
  title jsonb not null,
  place int not null check (place >= 0),
  org_unit uuid not null,
  state text not null default 'active' check (state in ('active', 'stopped')),
  version int not null default 1,
  created_at timestamptz not null,
  constraint rights_node_not_below_itself check (parent <> id)
);
create index rights_node_parent on rights_node (parent, place);
alter table rights_product add column node uuid references rights_node (id);
create index rights_product_node on rights_product (node);

alter table rights_sku
  add column version int not null default 1,
  add column picture_id uuid,
  add column picture text check (picture ~ '^[0-9a-f]{64}$'),
  add column picture_alt jsonb not null default '{}',
  add column units int not null default 1 check (units between 1 and 1000),
  add column service jsonb not null default '{}',
  add column transfer text not null default 'none' check (transfer in ('none', 'family', 'anyone')),
  add column refund text not null default 'none' check (refund in ('none', 'unused', 'unused_units')),
  add column breakage text not null default 'at_redemption' check (breakage in ('at_redemption', 'at_issue')),
  add column breakage_ppm int not null default 0 check (breakage_ppm between 0 and 1000000),
  add column validity jsonb,
  add column personal_form jsonb not null default '{"fields": []}';
update rights_sku set validity =
  jsonb_build_object('ends', jsonb_build_object('kind', 'issue', 'count', valid_days, 'unit', 'day'));

create table rights_sku_version (
  id uuid primary key,
  sku uuid not null references rights_sku (id),
  version int not null,
  content jsonb not null,
  made_by uuid not null,
  made_at timestamptz not null,
  constraint rights_sku_version_once unique (sku, version)
);

create table rights_tax_opinion (
  id uuid primary key,
  sku uuid not null references rights_sku (id),
  sku_version int not null,
  vat_treatment text not null,
  vat_rate_ppm int not null,
  income_tax text not null,
  borne_by text not null,
  opinion text not null,
  signed_by uuid not null,
  signed_at timestamptz not null
);
create index rights_tax_opinion_sku on rights_tax_opinion (sku, signed_at desc);

alter table rights_batch
  add column sku_version int not null default 1,
  add column units_each int not null default 1 check (units_each between 1 and 1000),
  add column market_value_minor bigint check (market_value_minor >= 0),
  add column income_tax text,
  add column borne_by text,
  add column vat_treatment text,
  add column vat_rate_ppm int,
  add column terms jsonb,
  add column service jsonb,
  add column transfer text not null default 'none' check (transfer in ('none', 'family', 'anyone')),
  add column refund text not null default 'none' check (refund in ('none', 'unused', 'unused_units')),
  add column breakage text not null default 'at_redemption' check (breakage in ('at_redemption', 'at_issue')),
  add column breakage_ppm int not null default 0 check (breakage_ppm between 0 and 1000000),
  add column personal_form jsonb not null default '{"fields": []}',
  add column validity jsonb,
  add column grant_days int check (grant_days > 0),
  add column grant_months int check (grant_months > 0),
  add column grant_until date,
  add column grant_opens date,
  add column grant_zone text,
  add constraint rights_batch_deadline check (
    case when grant_zone is null then num_nonnulls(grant_days, grant_months, grant_until, validity) = 0
    else num_nonnulls(grant_days, grant_months, grant_until) = 1 and validity is not null end),
  add constraint rights_batch_not_beyond check (
    grant_until is null or ends_at <= timezone(grant_zone, (grant_until + 1)::timestamp));
update rights_batch b set market_value_minor = s.market_value_minor, income_tax = s.income_tax,
  borne_by = s.borne_by, vat_treatment = s.vat_treatment, vat_rate_ppm = s.vat_rate_ppm, terms = s.terms,
  service = s.service
from rights_sku s where s.id = b.sku;

grant select, insert, update on rights_node to largesse_app;
grant select, insert on rights_sku_version, rights_tax_opinion to largesse_app;
"""
    + "".join(_keyed(table, column) for table, column in _CODED.items())
)

REVERSE = (
    """
drop function if exists rights_keep_code_key() cascade;
delete from store_repeatable where name = 'rights_keep_code_key';
"""
    + "".join(f"alter table {table} drop column {column}_key;" for table, column in _CODED.items())
    + """
alter table rights_batch drop constraint rights_batch_not_beyond, drop constraint rights_batch_deadline,
  drop column sku_version, drop column units_each, drop column market_value_minor, drop column income_tax,
  drop column borne_by, drop column vat_treatment, drop column vat_rate_ppm, drop column terms, drop column service,
  drop column transfer, drop column refund, drop column breakage, drop column breakage_ppm,
  drop column personal_form, drop column validity, drop column grant_days, drop column grant_months,
  drop column grant_until, drop column grant_opens, drop column grant_zone;
drop table rights_tax_opinion, rights_sku_version;
alter table rights_sku drop column version, drop column picture_id, drop column picture, drop column picture_alt, drop column units,
  drop column service, drop column transfer, drop column refund, drop column breakage, drop column breakage_ppm,
  drop column validity, drop column personal_form;
alter table rights_product drop column node;
drop table rights_node;
"""
)


class Migration(migrations.Migration):
    """Add tree, versions, opinions, rules and keys."""

    dependencies = [("rights", "0004_ways_to_give")]
    operations = [ops.RunSQL(FORWARD, reverse_sql=REVERSE)]
