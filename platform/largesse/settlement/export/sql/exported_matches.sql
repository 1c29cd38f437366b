-- The matches of a batch ($1) with their line and item, in the order of its files.
-- Locks       none.
select l.provider_ref, i.order_ref, i.sku_code, i.biz_date, l.gross_minor as line_minor,
  i.gross_minor as item_minor, s.file_name, l.row_no, i.entry_id
from settlement_match m
join settlement_match_member a on a.match = m.id and a.side = 'S' and a.active
join settlement_match_member b on b.match = m.id and b.side = 'P' and b.active
join settlement_line l on l.id = a.ref
join settlement_item i on i.id = b.ref
join settlement_statement s on s.id = l.statement
where m.batch = $1 order by l.statement, l.line_no
