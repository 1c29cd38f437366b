"""Launch issuers have several keys, each with its name; an issuer can be revoked."""

from tortoise import migrations
from tortoise.migrations import operations as ops

FORWARD = """
alter table audience_launch_issuer
  alter column public_key drop not null,
  add column revoked_at timestamptz,
  drop constraint audience_launch_issuer_state_check;
update audience_launch_issuer set state = 'revoked', revoked_at = now() where state = 'stopped';
alter table audience_launch_issuer
  add constraint audience_launch_issuer_state_check check (state in ('active', 'revoked')),
  add constraint audience_launch_issuer_revoked check ((state = 'revoked') = (revoked_at is not null));
create table audience_launch_key (
  issuer text not null references audience_launch_issuer (issuer),
  kid text not null check (length(kid) between 1 and 128),
  public_key jsonb not null,
  thumbprint text not null unique,
  state text not null default 'active' check (state in ('active', 'stopped')),
  added_at timestamptz not null,
  stopped_at timestamptz,
  used_at timestamptz,
  primary key (issuer, kid),
  check ((state = 'stopped') = (stopped_at is not null))
);
comment on column audience_launch_key.thumbprint is 'RFC 7638, SHA-256';
insert into audience_launch_key (issuer, kid, public_key, thumbprint, state, added_at, stopped_at)
select issuer, print, jsonb_build_object('crv', 'P-256', 'kty', 'EC', 'x', public_key->>'x', 'y', public_key->>'y'),
  print, case state when 'active' then 'active' else 'stopped' end, created_at, revoked_at
from audience_launch_issuer, lateral (
  select rtrim(translate(encode(sha256(convert_to(format('{"crv":"P-256","kty":"EC","x":"%s","y":"%s"}',
    public_key->>'x', public_key->>'y'), 'UTF8')), 'base64'), '+/', '-_'), '=') as print) named
where public_key->>'x' is not null
on conflict do nothing;
grant select, insert on audience_launch_key to largesse_app;
grant update (state, stopped_at, used_at) on audience_launch_key to largesse_app;
"""

BACK = """
drop table audience_launch_key;
alter table audience_launch_issuer
  drop constraint audience_launch_issuer_revoked,
  drop constraint audience_launch_issuer_state_check;
update audience_launch_issuer set state = 'stopped' where state = 'revoked';
delete from audience_launch_used where issuer in (select issuer from audience_launch_issuer where public_key is null);
delete from audience_launch_issuer where public_key is null;
alter table audience_launch_issuer
  add constraint audience_launch_issuer_state_check check (state in ('active', 'stopped')),
  alter column public_key set not null,
  drop column revoked_at;
"""


class Migration(migrations.Migration):
    """Give launch issuers several keys."""

    dependencies = [("audience", "0003_files")]

    operations = [ops.RunSQL(FORWARD, reverse_sql=BACK)]
