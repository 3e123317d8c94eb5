-- What accounts have bought of credits, and the memory of the provider that stands in for a real one.

create table purchase (
    account_id  text collate "C" not null,
    purchase_id text collate "C" not null,
    ordinal     bigint generated always as identity,
    payment_key text collate "C" not null,
    origin      text not null check (origin in ('customer', 'top_up')),
    price_minor bigint not null check (price_minor > 0),
    currency    text not null,
    started_at  timestamptz not null,
    state       text not null check (state in ('requested', 'processing', 'requires_action', 'succeeded', 'failed')),
    look_at     timestamptz,
    looks       integer not null check (looks >= 0),
    revision    bigint not null check (revision > 0),
    document    json not null,
    primary key (account_id, purchase_id)
);

create unique index purchase_payment_once on purchase (account_id, payment_key);
create index purchase_in_order on purchase (account_id, ordinal);
create index purchase_of_top_ups on purchase (account_id, started_at) where origin = 'top_up';
create index purchase_undecided on purchase (look_at, account_id, purchase_id) where look_at is not null;

comment on table purchase is 'A row each, written before the provider is asked. What was agreed never changes, and none is deleted.';
comment on column purchase.ordinal is 'The order in which they were begun';
comment on column purchase.price_minor is 'Minor units of the currency; the columns repeat the document for queries';
comment on column purchase.look_at is 'When the provider is to be asked again; null when he has nothing to answer any more';
comment on column purchase.looks is 'How often that was put off';
comment on column purchase.revision is 'Counts changes: an update names the revision it has read';

call isolate_by_account('purchase');
call let_system_look_up('purchase');
grant select, insert on purchase to countinghouse_service;
grant update (state, look_at, looks, revision, document) on purchase to countinghouse_service;

create table top_up_stop (
    account_id text collate "C" primary key,
    reason     text not null
);

comment on table top_up_stop is 'Accounts for which no credits are bought by themselves, because that failed, until the customer does something.';

call isolate_by_account('top_up_stop');
grant select, insert, update, delete on top_up_stop to countinghouse_service;

-- ---------------------------------------------------------------- the provider that stands in (global)

create table payment_stand_in (
    name     text collate "C" primary key,
    revision bigint not null check (revision > 0),
    page     text not null,
    due_at   timestamptz
);

create index payment_stand_in_due on payment_stand_in (due_at, name) where due_at is not null;

comment on table payment_stand_in is 'What a payment provider would keep in a house of its own. Empty where there is a real one. Global, and seen by the system alone.';

grant select, insert, update on payment_stand_in to countinghouse_system;
