-- What accounts and sessions are provided with by a provider of infrastructure, and the memory of the one that stands in.

create table provision (
    account_id   text collate "C" not null,
    provision_id text collate "C" not null,
    ordinal      bigint generated always as identity,
    purpose      text not null check (purpose in ('account', 'session')),
    phase        text not null check (phase in ('creating', 'ready', 'compensating', 'undone', 'removing', 'removed')),
    started_at   timestamptz not null,
    look_at      timestamptz,
    looks        integer not null check (looks >= 0),
    revision     bigint not null check (revision > 0),
    document     json not null,
    primary key (account_id, provision_id),
    check ((look_at is not null) = (phase in ('creating', 'compensating', 'removing')))
);

create index provision_of_accounts on provision (account_id, ordinal) where purpose = 'account';
create index provision_open on provision (look_at, account_id, provision_id) where look_at is not null;

comment on table provision is 'A row each, written before the provider is asked; also for accounts that are not open yet, or never were. None is deleted.';
comment on column provision.ordinal is 'The order in which they were begun';
comment on column provision.look_at is 'When the provider is to be asked again; null when he has nothing to do any more';
comment on column provision.looks is 'How often that was put off since the last change';
comment on column provision.revision is 'Counts changes: an update names the revision it has read';

call isolate_by_account('provision');
call let_system_look_up('provision');
grant select, insert on provision to countinghouse_service;
grant update (phase, look_at, looks, revision, document) on provision to countinghouse_service;

alter table run_session
    add sandbox text,
    add is_ready boolean not null default true,
    add check (is_ready or sandbox is not null);

comment on column run_session.sandbox is 'The template of what it runs in; null where the host sees to that';
comment on column run_session.is_ready is 'Whether its time has begun, at started_at; until then that is when it was asked for';

grant update (started_at, is_ready) on run_session to countinghouse_service;

-- ---------------------------------------------------------------- the provider that stands in (global)

create table infrastructure_stand_in (
    name     text collate "C" primary key,
    revision bigint not null check (revision > 0),
    page     text not null,
    due_at   timestamptz
);

create index infrastructure_stand_in_due on infrastructure_stand_in (due_at, name) where due_at is not null;

comment on table infrastructure_stand_in is 'What a provider of infrastructure would keep in a house of its own. Empty where there is a real one. Global, and seen by the system alone.';

grant select, insert, update on infrastructure_stand_in to countinghouse_system;
