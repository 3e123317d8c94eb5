-- Somebody deletes a customer at the payment provider: the account becomes another one there, and what the first one paid is still its.

alter table provider_customer add column retired boolean not null default false;
alter table provider_customer drop constraint provider_customer_pkey;
alter table provider_customer add primary key (account_id, customer);
create unique index provider_customer_of_account on provider_customer (account_id) where not retired;

comment on table provider_customer is 'Which customer of the payment provider an account is, and which it was';
comment on column provider_customer.retired is 'The provider has deleted him';

grant update (retired) on provider_customer to countinghouse_service;
