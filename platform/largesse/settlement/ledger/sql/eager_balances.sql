-- Every eager account: what its balance row says (kept_minor) and what its postings say (real_minor).
-- Locks       none; read in the snapshot of the whole proof.
select a.id, a.floor_zero, coalesce(n.net_minor, 0) as kept_minor,
  (coalesce((
    select sum(case when p.dr = a.id then p.amount_minor else 0 end
             - case when p.cr = a.id then p.amount_minor else 0 end)
    from settlement_posting p where a.id in (p.dr, p.cr)
  ), 0) * case a.normal when 'D' then 1 else -1 end)::bigint as real_minor
from settlement_account a left join settlement_balance_now n on n.account_id = a.id
where a.eager
