-- Check, as a transaction commits, that its entries have all their rows.
-- Locks       none
-- Invariant   an entry has exactly as many postings as it says

create or replace function settlement_entry_complete() returns trigger language plpgsql as $$
begin
  if (select count(*) from settlement_posting p where p.entry_id = new.id) <> new.row_count then
    raise exception 'entry % lacks rows', new.id
      using errcode = 'check_violation', constraint = 'settlement_entry_complete';
  end if;
  return null;
end $$;

drop trigger if exists settlement_entry_complete on settlement_entry;
create constraint trigger settlement_entry_complete after insert on settlement_entry
  deferrable initially deferred for each row execute function settlement_entry_complete();
