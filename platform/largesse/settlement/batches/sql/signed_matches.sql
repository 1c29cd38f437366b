-- The matches of a batch ($1) whose item was not taken back, by line: what a signature covers of them, days included.
-- Locks       none; the caller holds the batch.
select s.ref as line, p.ref as item, m.amount_minor, m.rule, l.biz_date as line_day, i.biz_date as item_day
from settlement_match m
join settlement_match_member s on s.match = m.id and s.side = 'S' and s.active
join settlement_match_member p on p.match = m.id and p.side = 'P' and p.active
join settlement_line l on l.id = s.ref
join settlement_item i on i.id = p.ref and i.reversed_entry_id is null
where m.batch = $1 order by s.ref
