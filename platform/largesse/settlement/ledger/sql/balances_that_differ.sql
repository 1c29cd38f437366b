-- The first twenty (account, day) whose daily rows and unrolled tail are not the sum of their postings.
-- Locks       none; read in the snapshot of the whole proof.
with kept as (
  select account_id, day, dr_minor as dr, cr_minor as cr from settlement_balance_day
  union all
  select s.account_id, p.biz_date, s.dr, s.cr
  from settlement_unrolled u join settlement_posting p using (entry_id)
  cross join lateral (values (p.dr, p.amount_minor, 0::bigint), (p.cr, 0::bigint, p.amount_minor))
    as s(account_id, dr, cr)
),
real as (
  select s.account_id, p.biz_date as day, s.dr, s.cr
  from settlement_posting p
  cross join lateral (values (p.dr, p.amount_minor, 0::bigint), (p.cr, 0::bigint, p.amount_minor))
    as s(account_id, dr, cr)
),
a as (select account_id, day, sum(dr) as dr, sum(cr) as cr from kept group by 1, 2),
b as (select account_id, day, sum(dr) as dr, sum(cr) as cr from real group by 1, 2)
select account_id, day from a full join b using (account_id, day)
where coalesce(a.dr, 0) <> coalesce(b.dr, 0) or coalesce(a.cr, 0) <> coalesce(b.cr, 0)
order by day, account_id limit 20
