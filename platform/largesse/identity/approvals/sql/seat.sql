-- The seat from which {me} may sign approval a of org unit o now: his own, else that of one who handed over to
-- him; null without one. A seat of the step at hand is held by name, or by role, level and reach; the maker has
-- none, and nobody who has acted in a signature that counts.
(select coalesce((array_agg(p.id) filter (where h.own))[1], min(p.id::text)::uuid)
 from (select {me} as id, true as own
       union all
       select d.giver, false from identity_delegation d
       where d.approval = a.id and d.taker = {me} and d.until > now()) h
 join identity_staff p on p.id = h.id
 join identity_org_unit w on w.id = p.unit
 where a.state = 'pending' and p.state = 'active' and a.maker not in ({me}, p.id)
   and not exists (select 1 from identity_signature g
                   where g.approval = a.id and g.annulled_by is null
                     and (g.person in ({me}, p.id) or g.hand in ({me}, p.id)))
   and (exists (select 1 from identity_approval_signer n
                where n.approval = a.id and n.step = a.step and n.staff = p.id)
     or exists (select 1 from identity_approval_step t
                where t.approval = a.id and t.seq = a.step and t.need > 0 and p.roles && t.roles
                  and p.unit = any(o.path) and (t.level is null or t.level = w.level))))
