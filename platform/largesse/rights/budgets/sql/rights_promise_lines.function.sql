-- Reserve what rights cost in the lines of their budgets, and note which lines each right was reserved in.
-- Locks       none of its own: whoever gives the rights holds their budgets
-- Invariant   no line is passed, by the guard in the write; what comes back later comes back into the lines noted

create or replace function rights_promise_lines(at_ timestamptz, gifts rights_gift[]) returns void
  language plpgsql as $$
declare
  lines rights_line_left[];
  touched int;
begin
  select rights_lines(at_, array_agg((g.batch, g.activity, g.holder)::rights_want order by g.ordinality)) into lines
  from unnest(gifts) with ordinality g;

  update rights_budget_line x set reserved_minor = x.reserved_minor + t.minor
  from (select l.line, sum(e.unit_cost_minor)::bigint as minor
        from unnest(lines) l, unnest(l.wants) w (nr) join rights_entitlement e on e.id = (gifts[w.nr]).entitlement
        group by l.line) t
  where x.id = t.line and x.reserved_minor + x.spent_minor + t.minor <= x.cap_minor;
  get diagnostics touched = row_count;
  if touched <> cardinality(lines) then raise exception 'a line would overflow'; end if;

  insert into rights_promise (entitlement, line)
  select (gifts[w.nr]).entitlement, l.line from unnest(lines) l, unnest(l.wants) w (nr);
end $$;

grant execute on function rights_promise_lines to largesse_app;
