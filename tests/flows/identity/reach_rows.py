"""Rows of 北京分行's own register, and of 上海分行 what no use case of the demo leaves behind, as SQL."""

BEIJING = """
insert into rights_provider (id, slug, name, org_unit)
  select gen_random_uuid(), 'bj-tea', name, '{bj}' from rights_provider where slug = 'tea';
insert into rights_product (id, code, title, category, org_unit)
  select gen_random_uuid(), 'BJ-P-TEA', title, category, '{bj}' from rights_product where code = 'P-TEA';
insert into rights_budget (id, code, title, currency, cap_minor, org_unit)
  select gen_random_uuid(), 'BJ-BUDGET', title, currency, cap_minor, '{bj}' from rights_budget;
insert into rights_sku (id, product, provider, code, title, fulfil_mode, currency, face_value_minor,
  market_value_minor, unit_cost_minor, income_tax, borne_by, vat_treatment, vat_rate_ppm, valid_days)
  select gen_random_uuid(), p.id, v.id, 'BJ-S-TEA-1', s.title, 'own_code', s.currency, s.face_value_minor,
  s.market_value_minor, s.unit_cost_minor, s.income_tax, s.borne_by, s.vat_treatment, s.vat_rate_ppm,
  s.valid_days
  from rights_sku s, rights_product p, rights_provider v
  where s.code = 'S-TEA-1' and p.code = 'BJ-P-TEA' and v.slug = 'bj-tea';
insert into rights_batch (id, code, title, sku, budget, total, free, unit_cost_minor, currency, valid_days,
  starts_at, ends_at, state, org_unit, created_by, content_hash)
  select gen_random_uuid(), 'BJ-B-TEA', b.title, s.id, u.id, 50, 50, b.unit_cost_minor, b.currency,
  b.valid_days, b.starts_at, b.ends_at, 'active', '{bj}', b.created_by, b.content_hash
  from rights_batch b, rights_sku s, rights_budget u
  where b.code = 'B-2026-TEA' and s.code = 'BJ-S-TEA-1' and u.code = 'BJ-BUDGET';
insert into rights_sku (id, product, code, title, fulfil_mode, currency, face_value_minor,
  market_value_minor, unit_cost_minor, income_tax, borne_by, vat_treatment, vat_rate_ppm, valid_days)
  select gen_random_uuid(), s.product, 'SH-POINTS', s.title, 'points', s.currency, s.face_value_minor,
  s.market_value_minor, s.unit_cost_minor, s.income_tax, s.borne_by, s.vat_treatment, s.vat_rate_ppm,
  s.valid_days from rights_sku s where s.code = 'S-TEA-1';
insert into rights_place (id, code, name, city, address, zone, org_unit, created_at)
  select gen_random_uuid(), 'BJ-PL', '{{"zh-CN": "京店"}}', '{{"zh-CN": "北京"}}', '{{"zh-CN": "一号"}}',
  zone, '{bj}', now() from rights_place;
insert into rights_resource (id, place, name, kind, created_at)
  select gen_random_uuid(), id, '{{"zh-CN": "京桌", "en": "BJ table"}}', 'desk', now() from rights_place
  where code = 'BJ-PL';
update audience_import set org_unit = '{sh}';
insert into settlement_profile (id, name, version, org_unit, state, approval, body, sha, created_by,
  created_at) select gen_random_uuid(), n, 1, '{sh}', s, a.id, '{{}}', 'x', gen_random_uuid(), now()
  from (values ('sh-own', 'active'), ('sh-new', 'proposed')) v (n, s),
  (select id from identity_approval limit 1) a;
insert into notices_message (id, channel, recipient_sealed, recipient_hint, template, body_sealed, locale,
  state, at, org_unit) values (gen_random_uuid(), 'sms', '{sealed}', '139****0001', 'code', '{sealed}',
  'zh-CN', 'in_tray', now(), '{sh}');
insert into rights_package (id, code, title, org_unit, made_by, created_at)
  select gen_random_uuid(), c, jsonb_build_object('zh-CN', c), o::uuid, gen_random_uuid(), now()
  from (values ('SH-WELCOME', '{sh}'), ('BJ-WELCOME', '{bj}')) v (c, o);
insert into rights_package_item (id, package, seq, batch, units)
  select gen_random_uuid(), k.id, 1, b.id, 1
  from rights_package k join rights_batch b on b.org_unit = k.org_unit
  where b.code in ('B-2026-TEA', 'BJ-B-TEA');
update rights_budget set reserved_minor = reserved_minor + 1000, set_aside_minor = 1000
  where code = 'SH-2026-AUTUMN';
insert into rights_budget_hold (id, budget, amount_minor, reason, made_by, made_at, expires_at)
  select gen_random_uuid(), id, 1000, '沪上新年礼', gen_random_uuid(), now(), now() + interval '9 days'
  from rights_budget where code = 'SH-2026-AUTUMN';
insert into rights_provider_key (id, provider, kind, name, key_sha256, made_by, made_at)
  select gen_random_uuid(), id, 'system', '沪上柜台', md5(random()::text), gen_random_uuid(), now()
  from rights_provider, generate_series(1, 4) where slug = 'tea';
insert into rights_sku (id, product, provider, code, title, fulfil_mode, currency, face_value_minor,
  market_value_minor, unit_cost_minor, income_tax, borne_by, vat_treatment, vat_rate_ppm, valid_days)
  select gen_random_uuid(), s.product, v.id, n, s.title, 'pool', s.currency, 1, 1, 1, s.income_tax,
  s.borne_by, s.vat_treatment, 0, 30
  from rights_sku s, rights_provider v, unnest(array['S-POOL', 'S-NO-POOL']) n
  where s.code = 'S-TEA-1' and v.slug = 'tea';
insert into rights_code_pool (id, code, title, sku, provider, org_unit, case_matters, low_at, created_by,
  created_at) select '{pool}', 'SH-POOL', title, id, provider, '{sh}', false, 0, gen_random_uuid(), now()
  from rights_sku where code = 'S-POOL';
insert into rights_code_lot (id, pool, origin, state, by_staff, org_unit, asked_at)
  select gen_random_uuid(), '{pool}', 'made', s, gen_random_uuid(), '{sh}', now()
  from unnest(array['done', 'waiting']) s;
insert into rights_pool_code (pool, number, lot, provider, blind, sealed, state, entitlement, allocated_at,
  delivered_at) select p.id, 1, l.id, p.provider, 'b', '{code}', 'delivered', e.id, now(), now()
  from rights_code_pool p, rights_code_lot l, (select id from rights_entitlement limit 1) e
  where l.state = 'done';
insert into rights_use_file (id, provider, file_name, file_sha, zone, state, by_staff, org_unit, asked_at)
  select gen_random_uuid(), id, 'sh-uses.csv', '', 'Asia/Shanghai', 'done', gen_random_uuid(), '{sh}', now()
  from rights_provider where slug = 'tea';
insert into plugging_callback (id, installation, received_at, method, path, headers, body, peer, state)
  select gen_random_uuid(), i.id, now(), 'POST', '/lounge', '{{}}', 'x', '10.0.0.1', 'unavailable'
  from plugging_installation i;
insert into media_picture (id, org_unit, sha, name, width, height, size_bytes, made_by, made_at)
  values (gen_random_uuid(), '{sh}', repeat('a', 64), '沪上秋色', 800, 600, 1000, gen_random_uuid(), now());
insert into media_picture (id, org_unit, sha, name, width, height, size_bytes, made_by, made_at)
  values (gen_random_uuid(), '{bj}', repeat('b', 64), '京城冬雪', 800, 600, 1000, gen_random_uuid(), now());
insert into rights_rating (id, redemption, entitlement, provider, org_unit, stars, at)
  select gen_random_uuid(), r.id, r.entitlement, r.provider, e.org_unit, 5, r.at
  from rights_redemption r join rights_entitlement e on e.id = r.entitlement where r.kind = 'use' limit 1;
insert into rights_node (id, code, title, place, org_unit, created_at) values
  (gen_random_uuid(), 'SH-NODE', '{{"zh-CN": "沪上茶礼"}}', 90, '{sh}', now()),
  (gen_random_uuid(), 'BJ-NODE', '{{"zh-CN": "京城茶礼"}}', 91, '{bj}', now());
update rights_product set node = (select id from rights_node where code = 'SH-NODE') where code = 'P-TEA';
update store_delivery set state = 'dead', done_at = null, lease = null where id =
  (select id from store_delivery where topic like 'rights.%' order by id limit 1);
insert into rights_allowance_rule (id, tier, batch, sku, period, units, owner, pro_rata, returns, org_unit,
  starts_on, made_by, made_at)
  select gen_random_uuid(), 'black', id, sku, 'year', 2, 'person', false, false, '{sh}', '2026-01-01',
  gen_random_uuid(), now() from rights_batch where code = 'B-2026-TEA';
insert into rights_task (id, entitlement, client, adviser, made_at)
  select gen_random_uuid(), e.id, e.holder, c.adviser, now() from rights_entitlement e
  join audience_customer c on c.id = e.holder where e.state = 'active' and c.adviser is not null limit 1;
"""
