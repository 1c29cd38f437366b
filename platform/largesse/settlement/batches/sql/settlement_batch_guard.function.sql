-- Refuse a change of a batch that its state does not allow.
-- Locks       none
-- Invariant   whose a batch is never changes; a submitted one is decided or reopened, not altered; a signed or void one stays

create or replace function settlement_batch_guard() returns trigger language plpgsql as $$
declare
  signed constant text[] := array['approved', 'invoiced', 'instructed', 'paid', 'closed'];
  free text[] := array[]::text[];
begin
  if tg_op = 'UPDATE' then
    if old.state = any(signed) and new.state = any(signed) then
      free := array['state'];
    elsif old.state = 'submitted' and new.state = any(signed || 'submitted'::text) then
      free := array['state', 'approved_by', 'approved_at', 'entry_id'];
    elsif old.state <> 'void' and not old.state = any(signed)
      and (old.id, old.number, old.provider, old.entity_id, old.currency, old.org_unit, old.created_by, old.created_at)
        = (new.id, new.number, new.provider, new.entity_id, new.currency, new.org_unit, new.created_by, new.created_at)
    then
      return new;
    end if;
    if (to_jsonb(old) - free) = (to_jsonb(new) - free) then
      return new;
    end if;
  end if;
  raise exception 'what a signature covers is kept as signed: %', tg_table_name
    using errcode = 'restrict_violation', constraint = 'settlement_batch_kept';
end $$;

create or replace trigger settlement_batch_kept before update or delete on settlement_batch
  for each row execute function settlement_batch_guard();
create or replace trigger settlement_batch_not_emptied before truncate on settlement_batch
  for each statement execute function settlement_batch_guard();
