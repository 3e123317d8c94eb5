-- What a payment provider calls accounts and what it was asked for. Empty where the stand-in takes the payments.

create table provider_customer (
    account_id text collate "C" primary key,
    customer   text collate "C" not null unique
);

comment on table provider_customer is 'Which customer of the payment provider an account is: one each way, for good';

create table provider_payment (
    account_id  text collate "C" not null,
    payment_key text collate "C" not null unique,
    wish        text not null,
    asked_at    timestamptz not null,
    reference   text,
    primary key (account_id, payment_key)
);

comment on table provider_payment is 'What the payment provider was asked for under a key, to charge or to refund; written before he is asked. None is deleted: he forgets keys after a day';
comment on column provider_payment.reference is 'What he calls what came of it; null as long as that is not known';

call isolate_by_account('provider_customer');
call isolate_by_account('provider_payment');
call let_system_look_up('provider_customer');
call let_system_look_up('provider_payment');
grant select, insert on provider_customer, provider_payment to countinghouse_service;
grant update (reference) on provider_payment to countinghouse_service;
