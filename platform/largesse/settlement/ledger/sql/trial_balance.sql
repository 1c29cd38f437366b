-- Sums of every account of an entity ($1) that has moved by a business day ($2).
-- Locks       none; one snapshot sees daily rows and tail together.
select a.id as account, a.book, a.code, a.name, a.currency, a.normal, a.must_clear,
  sum(m.dr)::bigint as dr_minor, sum(m.cr)::bigint as cr_minor
from settlement_account a
join (
  select b.account_id, b.dr_minor as dr, b.cr_minor as cr from settlement_balance_day b where b.day <= $2
  union all
  select s.account_id, s.dr, s.cr
  from settlement_unrolled u join settlement_posting p using (entry_id)
  cross join lateral (values (p.dr, p.amount_minor, 0::bigint), (p.cr, 0::bigint, p.amount_minor))
    as s(account_id, dr, cr)
  where p.biz_date <= $2
) m on m.account_id = a.id
where a.entity_id = $1
group by a.id order by a.book, a.code, a.currency
