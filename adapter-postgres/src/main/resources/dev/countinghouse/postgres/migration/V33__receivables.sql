-- What accounts owe by their invoices, and what was done to be paid.

alter table subscription add restricted_from timestamptz;
alter table subscription add check ((past_due_since is null) = (restricted_from is null));

comment on column subscription.restricted_from is 'From when on nothing may be used, because an invoice is not paid';

create table receivable (
    account_id   text collate "C" not null,
    series       text collate "C" not null,
    sequence     bigint not null,
    ordinal      bigint generated always as identity,
    status       text not null check (status in ('open', 'paid', 'void', 'uncollectible')),
    payment_keys text[] not null,
    due_at       timestamptz,
    ask_at       timestamptz,
    looks        integer not null check (looks >= 0),
    revision     bigint not null check (revision > 0),
    document     json not null,
    primary key (account_id, series, sequence)
);

create index receivable_in_order on receivable (account_id, ordinal);
create index receivable_due on receivable (due_at, account_id) where due_at is not null;
create index receivable_undecided on receivable (ask_at, account_id) where ask_at is not null;

comment on table receivable is 'A row for each invoice that asks for money, from the transaction that issues it. None is deleted.';
comment on column receivable.payment_keys is 'Under which the provider was asked; the columns repeat the document for queries';
comment on column receivable.due_at is 'When payment is tried or the next stage begins, by the clock that bills; null when nothing is to come';
comment on column receivable.ask_at is 'When the provider is to be asked, by the clock of the world; null when he has nothing to answer';
comment on column receivable.looks is 'How often that was put off since the last change';
comment on column receivable.revision is 'Counts changes: an update names the revision it has read';

call isolate_by_account('receivable');
call let_system_look_up('receivable');
grant select, insert on receivable to countinghouse_service;
grant update (status, payment_keys, due_at, ask_at, looks, revision, document) on receivable to countinghouse_service;
