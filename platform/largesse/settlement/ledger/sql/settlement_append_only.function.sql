-- Refuse any change of what is only ever added to: entries, postings, seals, rates, runs, exports.
-- Locks       none
-- Invariant   an entry is undone by a reversing entry, a run or an export by a later one

create or replace function settlement_append_only() returns trigger language plpgsql as $$
begin
  raise exception '% is append-only', tg_table_name
    using errcode = 'restrict_violation', constraint = 'settlement_append_only';
end $$;

create or replace trigger settlement_entry_append_only before update or delete or truncate on settlement_entry
  for each statement execute function settlement_append_only();
create or replace trigger settlement_posting_append_only before update or delete or truncate on settlement_posting
  for each statement execute function settlement_append_only();
create or replace trigger settlement_seal_append_only before update or delete or truncate on settlement_seal
  for each statement execute function settlement_append_only();
create or replace trigger settlement_rate_append_only before update or delete or truncate on settlement_rate
  for each statement execute function settlement_append_only();
create or replace trigger settlement_run_append_only before update or delete or truncate on settlement_run
  for each statement execute function settlement_append_only();
create or replace trigger settlement_export_append_only before update or delete or truncate on settlement_export
  for each statement execute function settlement_append_only();
create or replace trigger settlement_export_entry_append_only before update or delete or truncate on settlement_export_entry
  for each statement execute function settlement_append_only();
