-- Refuse any change of an audit row or of the chain over them.
-- Locks       none
-- Invariant   both are only ever added to

create or replace function store_append_only() returns trigger language plpgsql as $$
begin
  raise exception '% is append-only', tg_table_name using errcode = 'restrict_violation';
end $$;

create or replace trigger store_audit_append_only before update or delete or truncate on store_audit
  for each statement execute function store_append_only();
create or replace trigger store_audit_chain_append_only before update or delete or truncate on store_audit_chain
  for each statement execute function store_append_only();
