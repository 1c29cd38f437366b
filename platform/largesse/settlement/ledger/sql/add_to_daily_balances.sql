-- Add the postings of entries ($1 bigint[]) to the daily balances of both their accounts.
-- Locks       the daily rows, in order of account and day.
-- Invariant   balance = daily rows + unrolled tail; the caller took the entries out of the tail.
insert into settlement_balance_day (account_id, day, dr_minor, cr_minor)
select s.account_id, p.biz_date, sum(s.dr), sum(s.cr)
from settlement_posting p
cross join lateral (values (p.dr, p.amount_minor, 0::bigint), (p.cr, 0::bigint, p.amount_minor))
  as s(account_id, dr, cr)
where p.entry_id = any($1::bigint[])
group by 1, 2 order by 1, 2
on conflict (account_id, day) do update set
  dr_minor = settlement_balance_day.dr_minor + excluded.dr_minor,
  cr_minor = settlement_balance_day.cr_minor + excluded.cr_minor
