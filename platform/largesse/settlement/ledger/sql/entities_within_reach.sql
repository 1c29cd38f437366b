-- Accounting entities whose every org unit is among $1 (uuid[]; null reaches everything), by code.
-- Locks       none.
-- Invariant   the default entity has units that no row names, so only who reaches everything sees it.
select e.* from settlement_entity e
where $1::uuid[] is null or not e.is_default
  and exists (select from settlement_entity_unit u where u.entity_id = e.id)
  and not exists (
    select from settlement_entity_unit u where u.entity_id = e.id and u.org_unit <> all($1::uuid[])
  )
order by e.code limit 500
