-- Refuse a change of the rows that a signature covers: matches, breaks, dispositions, what was left out, statements.
-- Locks       none
-- Invariant   from the states that a trigger names on, a batch gains, loses and alters no such row; "touched" are the rows

create or replace function settlement_signed_guard() returns trigger language plpgsql as $$
declare
  held text := tg_table_name;
begin
  if tg_op <> 'TRUNCATE' and tg_level = 'STATEMENT' then
    if tg_table_name = 'settlement_disposition' then
      select h.number into held from touched t join settlement_break b on b.id = t.break
        join settlement_batch h on h.id = b.batch where h.state = any(tg_argv) limit 1;
    elsif tg_table_name = 'settlement_match_member' then
      select h.number into held from touched t join settlement_match m on m.id = t.match
        join settlement_batch h on h.id = m.batch where h.state = any(tg_argv) limit 1;
    else
      select h.number into held from touched t join settlement_batch h on h.id = t.batch
        where h.state = any(tg_argv) limit 1;
    end if;
    if held is null then
      return null;
    end if;
  end if;
  raise exception 'what a signature covers is kept as signed: %', held
    using errcode = 'restrict_violation', constraint = 'settlement_signed_kept';
end $$;

create or replace function settlement_statement_guard() returns trigger language plpgsql as $$
declare
  free constant text[] := array['overlap_count', 'overlap_minor'];
begin
  if tg_op = 'UPDATE' and ((to_jsonb(old) - free) = (to_jsonb(new) - free) or not exists (
    select from settlement_batch h where h.id = old.batch
      and h.state in ('submitted', 'approved', 'invoiced', 'instructed', 'paid', 'closed')))
  then
    return new;
  end if;
  raise exception 'a statement of a signed batch is kept as signed: %', old.file_name
    using errcode = 'restrict_violation', constraint = 'settlement_statement_kept';
end $$;

create or replace trigger settlement_statement_kept before update or delete on settlement_statement
  for each row when (old.batch is not null) execute function settlement_statement_guard();
create or replace trigger settlement_statement_not_emptied before truncate on settlement_statement
  for each statement execute function settlement_signed_guard();

create or replace trigger settlement_match_added after insert on settlement_match referencing new table as touched
  for each statement execute function settlement_signed_guard('submitted', 'approved', 'invoiced', 'instructed', 'paid', 'closed');
create or replace trigger settlement_match_changed after update on settlement_match referencing old table as touched
  for each statement execute function settlement_signed_guard('submitted', 'approved', 'invoiced', 'instructed', 'paid', 'closed');
create or replace trigger settlement_match_removed after delete on settlement_match referencing old table as touched
  for each statement execute function settlement_signed_guard('submitted', 'approved', 'invoiced', 'instructed', 'paid', 'closed');
create or replace trigger settlement_match_kept before update of id, run, batch, rule, amount_minor on settlement_match
  for each row execute function settlement_signed_guard();
create or replace trigger settlement_match_not_emptied before truncate on settlement_match
  for each statement execute function settlement_signed_guard();

create or replace trigger settlement_match_member_added after insert on settlement_match_member referencing new table as touched
  for each statement execute function settlement_signed_guard('submitted', 'approved', 'invoiced', 'instructed', 'paid', 'closed');
create or replace trigger settlement_match_member_changed after update on settlement_match_member referencing old table as touched
  for each statement execute function settlement_signed_guard('submitted', 'approved', 'invoiced', 'instructed', 'paid', 'closed');
create or replace trigger settlement_match_member_removed after delete on settlement_match_member referencing old table as touched
  for each statement execute function settlement_signed_guard('submitted', 'approved', 'invoiced', 'instructed', 'paid', 'closed');
create or replace trigger settlement_match_member_kept before update of match, side, ref on settlement_match_member
  for each row execute function settlement_signed_guard();
create or replace trigger settlement_match_member_not_emptied before truncate on settlement_match_member
  for each statement execute function settlement_signed_guard();

-- A break is closed as its batch is approved, so a submitted batch still moves it; what it says never changes.
create or replace trigger settlement_break_added after insert on settlement_break referencing new table as touched
  for each statement execute function settlement_signed_guard('submitted', 'approved', 'invoiced', 'instructed', 'paid', 'closed');
create or replace trigger settlement_break_changed after update on settlement_break referencing old table as touched
  for each statement execute function settlement_signed_guard('approved', 'invoiced', 'instructed', 'paid', 'closed');
create or replace trigger settlement_break_removed after delete on settlement_break referencing old table as touched
  for each statement execute function settlement_signed_guard('submitted', 'approved', 'invoiced', 'instructed', 'paid', 'closed');
create or replace trigger settlement_break_kept before update of id, batch, run, code, line, item, line_minor, item_minor, currency
  on settlement_break for each row execute function settlement_signed_guard();
create or replace trigger settlement_break_not_emptied before truncate on settlement_break
  for each statement execute function settlement_signed_guard();

create or replace trigger settlement_disposition_added after insert on settlement_disposition referencing new table as touched
  for each statement execute function settlement_signed_guard('submitted', 'approved', 'invoiced', 'instructed', 'paid', 'closed');
create or replace trigger settlement_disposition_changed after update on settlement_disposition referencing old table as touched
  for each statement execute function settlement_signed_guard('submitted', 'approved', 'invoiced', 'instructed', 'paid', 'closed');
create or replace trigger settlement_disposition_removed after delete on settlement_disposition referencing old table as touched
  for each statement execute function settlement_signed_guard('submitted', 'approved', 'invoiced', 'instructed', 'paid', 'closed');
create or replace trigger settlement_disposition_kept before update of id, break, kind, reason, pay_minor, adjust_minor, proposed_by,
  proposed_at on settlement_disposition for each row execute function settlement_signed_guard();
create or replace trigger settlement_disposition_not_emptied before truncate on settlement_disposition
  for each statement execute function settlement_signed_guard();

create or replace trigger settlement_left_out_added after insert on settlement_left_out referencing new table as touched
  for each statement execute function settlement_signed_guard('submitted', 'approved', 'invoiced', 'instructed', 'paid', 'closed');
create or replace trigger settlement_left_out_changed after update on settlement_left_out referencing old table as touched
  for each statement execute function settlement_signed_guard('submitted', 'approved', 'invoiced', 'instructed', 'paid', 'closed');
create or replace trigger settlement_left_out_removed after delete on settlement_left_out referencing old table as touched
  for each statement execute function settlement_signed_guard('submitted', 'approved', 'invoiced', 'instructed', 'paid', 'closed');
create or replace trigger settlement_left_out_kept before update of id, batch, line, item, reason, left_by, left_at
  on settlement_left_out for each row execute function settlement_signed_guard();
create or replace trigger settlement_left_out_not_emptied before truncate on settlement_left_out
  for each statement execute function settlement_signed_guard();
