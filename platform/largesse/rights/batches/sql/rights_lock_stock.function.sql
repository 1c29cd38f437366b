-- Lock some batches with their budgets and tell what can be given of each now.
-- What is not active, or outside its window, has nothing left; a paced budget has what its curve allows by now.
-- Where a budget is lined, ``rights_lines`` tells what its lines have left besides.
-- Locks       budgets, then batches, each in id order
-- Invariant   what is told stays true until the transaction ends

create or replace function rights_lock_stock(at_ timestamptz, batches uuid[]) returns rights_stock[]
  language plpgsql as $$
declare
  stock rights_stock[];
begin
  perform 1 from rights_budget u where u.id in (select b.budget from rights_batch b where b.id = any(batches))
  order by u.id for no key update;
  select array_agg((x.id, x.budget, x.free, x.unit_cost_minor, x.budget_left_minor, x.lined)::rights_stock
    order by x.id) into stock
  from (
    select b.id, b.budget, b.unit_cost_minor, u.lined,
      case when b.state = 'active' and at_ >= b.starts_at and at_ < b.ends_at then b.free else 0 end as free,
      case when u.state <> 'active' then 0
        when u.pace_from is null then u.cap_minor - u.reserved_minor - u.spent_minor
        else greatest(0, least(u.cap_minor - u.reserved_minor - u.spent_minor,
          rights_paced(u.cap_minor, u.pace_floor_minor, u.pace_from, u.pace_to, u.pace_times, u.pace_shares, at_)
          - u.reserved_minor - u.spent_minor + u.set_aside_minor)) end as budget_left_minor
    from rights_batch b join rights_budget u on u.id = b.budget
    where b.id = any(batches) order by b.id for no key update of b
  ) x;
  return coalesce(stock, '{}');
end $$;

grant execute on function rights_lock_stock to largesse_app;
