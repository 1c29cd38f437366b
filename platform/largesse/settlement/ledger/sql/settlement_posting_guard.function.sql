-- Check the postings of a statement against their periods and accounts, and move the eager balances.
-- Locks       the periods, FOR SHARE and in id order: a close waits for the entries under way, and they see a finished close
-- Invariant   nothing is posted into a closed period, into a soft one without approval, or on a closed account

create or replace function settlement_posting_guard() returns trigger language plpgsql as $$
declare
  refused text;
begin
  perform 1 from settlement_period p
    where (p.entity_id, p.id) in (select n.entity_id, n.period_id from fresh n) order by p.entity_id, p.id for share;
  select format('entity %s, period %s is %s', p.entity_id, p.id, p.status) into refused
    from fresh n
    join settlement_period p on p.entity_id = n.entity_id and p.id = n.period_id
    join settlement_entry e on e.id = n.entry_id
    where p.status = 'closed' or (p.status = 'soft' and e.approved_by is null) limit 1;
  if refused is not null then
    raise exception '%', refused using errcode = 'check_violation', constraint = 'settlement_period_open';
  end if;
  if exists (select from fresh n join settlement_account a on a.id in (n.dr, n.cr) where a.closed_at is not null) then
    raise exception 'account is closed' using errcode = 'check_violation', constraint = 'settlement_account_open';
  end if;
  insert into settlement_unrolled (entry_id) select distinct entry_id from fresh on conflict do nothing;
  perform settlement_move_eager(array(select distinct x from fresh n, unnest(array[n.dr, n.cr]) x),
    array(select (n.dr, n.cr, n.amount_minor)::settlement_pair from fresh n));
  return null;
end $$;

create or replace trigger settlement_posting_guard after insert on settlement_posting
  referencing new table as fresh for each statement execute function settlement_posting_guard();
