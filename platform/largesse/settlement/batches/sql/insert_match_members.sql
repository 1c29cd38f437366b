-- Write both members of matches from arrays: ids of the matches, lines (side S), items (side P).
-- Locks       none; a line or an item in a second active match breaks settlement_match_member_once.
insert into settlement_match_member (match, side, ref)
select g.id, 'S', g.line::uuid from unnest($1::uuid[], $2::text[]) as g(id, line)
union all
select g.id, 'P', g.item::uuid from unnest($1::uuid[], $3::text[]) as g(id, item)
