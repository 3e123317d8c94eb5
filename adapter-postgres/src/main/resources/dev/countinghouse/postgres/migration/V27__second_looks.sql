-- Purchases that are paid are looked at again, rarely: notices of disputes and refunds get lost.

alter index purchase_undecided rename to purchase_to_look_at;

comment on column purchase.look_at is 'When the provider is to be asked again; null when he is not asked any more';
comment on column purchase.looks is 'How often that was put off since the purchase last changed';

-- those that were paid before this, spread over a month so that they are not all due at once
alter table purchase no force row level security;
update purchase
   set look_at = now() + random() * interval '30 days', looks = 0
 where state = 'succeeded' and look_at is null and started_at > now() - interval '180 days';
alter table purchase force row level security;
