-- Customers at the payment provider, and what they do on his pages.

alter table account add party_email text not null default '';

comment on column account.party_email is 'Where bills are to be sent; empty if it is not known';

create table customer (
    account_id    text collate "C" primary key,
    reference     text,
    document      json not null,
    revision      bigint not null check (revision > 0),
    look_at       timestamptz,
    claimed_until timestamptz,
    looks         integer not null check (looks >= 0),
    turn          bigint not null check (turn >= 0)
);

create index customer_to_look_at on customer (look_at, account_id) where look_at is not null;

comment on table customer is 'What is known of an account''s customer at the payment provider. None is deleted.';
comment on column customer.reference is 'What the provider calls him; null until he is there';
comment on column customer.document is 'How he was last seen there, and what was last sent there';
comment on column customer.revision is 'Counts changes of what is known: an update names the revision it has read';
comment on column customer.look_at is 'When the two sides are to be brought together; null if nothing has changed';
comment on column customer.claimed_until is 'Until when somebody is at it';
comment on column customer.looks is 'How often that was tried since something changed';
comment on column customer.turn is 'Counts changes and claims: a claim names the turn it has seen';

call isolate_by_account('customer');
call let_system_look_up('customer');
grant select, insert on customer to countinghouse_service;
grant update (reference, document, revision, look_at, claimed_until, looks, turn) on customer to countinghouse_service;

create table checkout (
    account_id   text collate "C" not null,
    checkout_id  text collate "C" not null,
    checkout_key text collate "C" not null,
    purpose      text not null check (purpose in ('set_up', 'purchase')),
    started_at   timestamptz not null,
    state        text not null check (state in ('requested', 'open', 'completed', 'expired', 'failed')),
    look_at      timestamptz,
    looks        integer not null check (looks >= 0),
    revision     bigint not null check (revision > 0),
    document     json not null,
    primary key (account_id, checkout_id),
    check ((look_at is not null) = (state in ('requested', 'open')))
);

create unique index checkout_key_once on checkout (account_id, checkout_key);
create index checkout_to_look_at on checkout (look_at, account_id, checkout_id) where look_at is not null;

comment on table checkout is 'A row each, written before the provider is asked for the page. What was agreed never changes, and none is deleted.';
comment on column checkout.checkout_key is 'Under which the provider has it; that of its payment, where something is paid';
comment on column checkout.look_at is 'When the provider is to be asked again; null when it is decided';
comment on column checkout.looks is 'How often that was put off since it last changed';
comment on column checkout.revision is 'Counts changes: an update names the revision it has read';

call isolate_by_account('checkout');
call let_system_look_up('checkout');
grant select, insert on checkout to countinghouse_service;
grant update (state, look_at, looks, revision, document) on checkout to countinghouse_service;

alter table purchase drop constraint purchase_origin_check;
alter table purchase add constraint purchase_origin_check check (origin in ('customer', 'checkout', 'top_up'));
