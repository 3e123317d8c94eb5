-- Accounts, catalogue, subscriptions, invoices; who may see them, and how that is held.
-- Run by the owner. docs/storage.md says who the roles are and how to set them up.

-- ---------------------------------------------------------------- roles

-- Roles belong to the whole server: another database of it may have created them, even just now.
do $$
declare
    role_name text;
begin
    foreach role_name in array array['countinghouse_service', 'countinghouse_system'] loop
        if not exists (select from pg_roles where rolname = role_name) then
            begin
                execute format('create role %I nologin', role_name);
            exception when duplicate_object or unique_violation then
                null;
            end;
        end if;
    end loop;
end
$$;

grant usage on schema "${flyway:defaultSchema}" to countinghouse_service, countinghouse_system;
-- so that the service can tell at its start whether it fits
grant select on "${flyway:table}" to countinghouse_service, countinghouse_system;

-- ---------------------------------------------------------------- isolation

-- The accounts that the running transaction is bound to; none where it is not bound.
create function bound_accounts() returns text[]
    language sql stable parallel safe
    return coalesce(nullif(current_setting('app.accounts', true), ''), '{}')::text[];

-- Whether the running transaction is background work. Counts only where a policy names the system role.
create function bound_to_system() returns boolean
    language sql stable parallel safe
    return coalesce(current_setting('app.system', true), '') = 'on';

-- Every table with rows of tenants goes through this. The accounts are looked up in a sub-select, which runs once for a
-- statement; the bare function would parse the list again for every row.
create procedure isolate_by_account(tenant_table regclass)
    language plpgsql
as $$
begin
    execute format('alter table %s enable row level security', tenant_table);
    execute format('alter table %s force row level security', tenant_table);
    execute format(
        'create policy bound_accounts_only on %s using (account_id = any ((select bound_accounts())::text[]))',
        tenant_table);
end
$$;

-- For what background work has to find before it can know the account.
create procedure let_system_look_up(tenant_table regclass)
    language plpgsql
as $$
begin
    execute format('grant select on %s to countinghouse_system', tenant_table);
    execute format(
        'create policy system_looks_up on %s for select to countinghouse_system using ((select bound_to_system()))',
        tenant_table);
end
$$;

revoke execute on procedure isolate_by_account, let_system_look_up from public;

-- ---------------------------------------------------------------- catalogue (global)

create table catalogue_revision (
    revision     bigint primary key check (revision > 0),
    published_at timestamptz not null,
    digest       text collate "C" not null,
    document     json not null
);

comment on table catalogue_revision is 'Every catalogue that was ever published. Global.';
comment on column catalogue_revision.digest is 'SHA-256 of the document as it was written';
comment on column catalogue_revision.document is 'json, not jsonb: the order of charges and grants counts';

create table plan_version (
    plan     text collate "C" not null,
    version  integer not null check (version > 0),
    revision bigint not null references catalogue_revision,
    primary key (plan, version)
);

comment on table plan_version is 'Which revision was the first to hold a version of a plan. Global.';

grant select on catalogue_revision, plan_version to countinghouse_service;
grant select, insert on catalogue_revision, plan_version to countinghouse_system;

-- ---------------------------------------------------------------- accounts

create table account (
    account_id   text collate "C" primary key,
    party_name   text not null,
    party_address text[] not null,
    party_tax_id text not null,
    zone         text not null,
    currency     text not null check (currency ~ '^[A-Z]{3}$'),
    taxes        json not null
);

create table account_subject (
    account_id text collate "C" not null references account,
    subject    text collate "C" not null,
    listed     boolean not null,
    primary key (account_id, subject)
);

-- a subject belongs to one account of all: what arrives under it could otherwise be billed to either
create unique index account_subject_once on account_subject (subject) include (account_id);

comment on table account_subject is 'The keys that usage may arrive under.';
comment on column account_subject.listed is 'false for the id of the account, which is a subject without being listed as one';

call isolate_by_account('account');
call isolate_by_account('account_subject');
call let_system_look_up('account');
call let_system_look_up('account_subject');
grant select, insert, update on account to countinghouse_service;
grant select, insert, delete on account_subject to countinghouse_service;

-- ---------------------------------------------------------------- subscriptions

create table subscription (
    account_id         text collate "C" not null,
    subscription_id    text collate "C" not null,
    role               text not null check (role in ('main', 'add_on')),
    ends_at            timestamptz,
    end_credits_unused boolean,
    past_due_since     timestamptz,
    capped             text[] not null,
    terms              json not null,
    pauses             json not null,
    coupons            json not null,
    billed_through     timestamptz,
    next_due_at        timestamptz,
    revision           bigint not null check (revision > 0),
    primary key (account_id, subscription_id),
    check ((ends_at is null) = (end_credits_unused is null))
);

-- an id is taken by whomever; look-ups by id alone come from the system role
create unique index subscription_once on subscription (subscription_id);
create index subscription_due on subscription (next_due_at, account_id) where next_due_at is not null;

comment on table subscription is 'One row each; terms, pauses and coupons are read and written with it and never alone.';
comment on column subscription.next_due_at is 'The next boundary to invoice; null when nothing will be due any more';
comment on column subscription.revision is 'Counts changes: a save names the revision it has read';

call isolate_by_account('subscription');
call let_system_look_up('subscription');
grant select, insert, update on subscription to countinghouse_service;

-- ---------------------------------------------------------------- invoices

create table number_series (
    series      text collate "C" primary key,
    last_number bigint not null check (last_number > 0)
);

comment on table number_series is 'The last number taken of each series. Global: a series belongs to a legal entity, not to an account.';

grant select, insert, update on number_series to countinghouse_service;

create table invoice (
    account_id      text collate "C" not null,
    series          text collate "C" not null,
    number          bigint not null check (number > 0),
    ordinal         bigint generated always as identity,
    subscription_id text collate "C" not null,
    boundary        timestamptz not null,
    period_start    timestamptz not null,
    period_end      timestamptz not null,
    issued_at       timestamptz not null,
    due_at          timestamptz not null,
    currency        text not null,
    total_minor     bigint not null,
    amount_due_minor bigint not null,
    document        json not null,
    primary key (account_id, series, number)
);

create unique index invoice_number_once on invoice (series, number);
create unique index invoice_boundary_once on invoice (account_id, subscription_id, boundary);
create index invoice_in_order on invoice (account_id, ordinal);

comment on table invoice is 'Issued invoices. Never changed, never deleted: no role but the owner may.';
comment on column invoice.ordinal is 'The order of issue, also across series';
comment on column invoice.boundary is 'The end of the period the invoice closes, or the start it opens with';
comment on column invoice.total_minor is 'Minor units of the currency; the columns repeat the document for queries';

create table credit_note (
    account_id     text collate "C" not null,
    series         text collate "C" not null,
    number         bigint not null check (number > 0),
    ordinal        bigint generated always as identity,
    invoice_series text collate "C" not null,
    invoice_number bigint not null,
    issued_at      timestamptz not null,
    currency       text not null,
    total_minor    bigint not null,
    document       json not null,
    primary key (account_id, series, number),
    foreign key (account_id, invoice_series, invoice_number) references invoice (account_id, series, number)
);

create unique index credit_note_number_once on credit_note (series, number);
create index credit_note_of_invoice on credit_note (invoice_series, invoice_number, ordinal);

comment on table credit_note is 'What was given back of issued invoices. Never changed, never deleted.';

call isolate_by_account('invoice');
call isolate_by_account('credit_note');
call let_system_look_up('invoice');
call let_system_look_up('credit_note');
grant select, insert on invoice, credit_note to countinghouse_service;
