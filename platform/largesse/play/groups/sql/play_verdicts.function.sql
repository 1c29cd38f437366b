-- Say what each decided play of a group can get, in the order of arrival: its first choice, else its second, else none.
-- A verdict is 1 first choice, 2 second, -1 no stock, -2 no budget, -100 - n the n-th pool is used up; where the end of
-- a pool refuses the play, no second choice is tried.
-- The wants of ``lines`` count what the plays may be given, from 1: of play 1 its first choice's, then its second's,
-- of play 2 …
-- Locks       none: it reckons with what its caller has locked and read
-- Invariant   the plays served use no more than pools, batches, budgets and the budgets' lines have left;
--             a choice is given whole or not at all

create or replace function play_verdicts(
  decided play_decided[], needs play_need[], pool_left bigint[], stock rights_stock[],
  lines rights_line_left[] default '{}'
) returns int[] language plpgsql immutable as $$
declare
  verdicts int[] := '{}';
  batches uuid[]; free bigint[]; costs bigint[]; budgets uuid[]; budget_left bigint[]; budget_of int[];
  one play_decided; choice play_choice; need play_need;
  nr int := 0; needs_from int; needs_next int := 1; needs_end int := coalesce(array_length(needs, 1), 0) + 1;
  line_left bigint[]; line_count int := cardinality(lines);
  want int; wants_before int := 0; given int; gives int;
  verdict int; b int; refused boolean;
begin
  select array_agg(l.left_minor order by l.ordinality) into line_left from unnest(lines) with ordinality l;
  select array_agg(s.budget), array_agg(s.left_minor) into budgets, budget_left
  from (select distinct u.budget, u.budget_left_minor as left_minor from unnest(stock) u) s;
  select array_agg(s.batch), array_agg(s.free), array_agg(s.unit_cost_minor), array_agg(array_position(budgets, s.budget))
  into batches, free, costs, budget_of from unnest(stock) s;

  foreach one in array decided loop
    nr := nr + 1;
    refused := false;
    needs_from := needs_next;
    while needs_next < needs_end and (needs[needs_next]).play = nr loop needs_next := needs_next + 1; end loop;
    want := wants_before;
    for turn in 1..2 loop
      if turn = 1 then choice := one.first; else choice := one.second; end if;
      gives := coalesce(cardinality(choice.gives), 0);
      wants_before := wants_before + gives;
      continue when refused or choice.given is null or (turn = 2 and verdict = 1);
      verdict := turn;
      for k in needs_from..needs_next - 1 loop
        need := needs[k];
        if need.choice = turn and pool_left[need.pool] < need.units then
          verdict := -100 - need.pool;
          refused := refused or need.refuses;
        end if;
      end loop;
      given := 0;
      while verdict > 0 and given < gives loop
        b := array_position(batches, (choice.gives[given + 1]).batch);
        if b is null or free[b] < 1 then verdict := -1;
        elsif budget_left[budget_of[b]] < costs[b] then verdict := -2;
        else
          for l in 1..line_count loop
            if line_left[l] < costs[b] and want + given + 1 = any((lines[l]).wants) then verdict := -2; end if;
          end loop;
        end if;
        exit when verdict < 0;
        given := given + 1;
        free[b] := free[b] - 1;
        budget_left[budget_of[b]] := budget_left[budget_of[b]] - costs[b];
        for l in 1..line_count loop
          if want + given = any((lines[l]).wants) then line_left[l] := line_left[l] - costs[b]; end if;
        end loop;
      end loop;
      if verdict > 0 then
        for k in needs_from..needs_next - 1 loop
          need := needs[k];
          if need.choice = verdict then pool_left[need.pool] := pool_left[need.pool] - need.units; end if;
        end loop;
      else
        for g in 1..given loop
          b := array_position(batches, (choice.gives[g]).batch);
          free[b] := free[b] + 1;
          budget_left[budget_of[b]] := budget_left[budget_of[b]] + costs[b];
          for l in 1..line_count loop
            if want + g = any((lines[l]).wants) then line_left[l] := line_left[l] + costs[b]; end if;
          end loop;
        end loop;
      end if;
      want := wants_before;
    end loop;
    verdicts[nr] := verdict;
  end loop;
  return verdicts;
end $$;

grant execute on function play_verdicts to largesse_app;
