-- Move the balances of accounts that are kept up to date with each posting.
-- Locks       the balances, in the order of their accounts
-- Invariant   an account with a floor never falls below zero

create or replace function settlement_move_eager(touched bigint[], pairs settlement_pair[]) returns void language plpgsql as $$
declare
  below bigint;
begin
  if not exists (select from settlement_account a where a.id = any(touched) and a.eager) then
    return;
  end if;
  insert into settlement_balance_now (account_id, net_minor)
    select a.id, sum(case when p.dr = a.id then p.amount_minor else 0 end
                   - case when p.cr = a.id then p.amount_minor else 0 end)
                   * case a.normal when 'D' then 1 else -1 end
    from settlement_account a join unnest(pairs) p on a.id in (p.dr, p.cr)
    where a.eager and a.id = any(touched) group by a.id, a.normal order by a.id
    on conflict (account_id) do update set net_minor = settlement_balance_now.net_minor + excluded.net_minor;
  select b.account_id into below from settlement_balance_now b join settlement_account a on a.id = b.account_id
    where a.floor_zero and b.net_minor < 0 and a.id = any(touched) limit 1;
  if below is not null then
    raise exception 'account % would fall below zero', below
      using errcode = 'check_violation', constraint = 'settlement_floor_zero';
  end if;
end $$;
