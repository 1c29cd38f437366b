-- The steps of an approval ($1) in their order, each with the colleagues who must sign it by name.
select s.seq, s.roles, s.need, s.level, s.opinion_required,
  coalesce((select array_agg(n.staff) from identity_approval_signer n
            where n.approval = s.approval and n.step = s.seq), '{}') as seated
from identity_approval_step s
where s.approval = $1
order by s.seq
