-- Endpoints that are told what happens, and messages on their way to them.

create table endpoint (
    account_id      text collate "C" not null,
    endpoint_id     text collate "C" not null,
    channel         text not null check (channel in ('webhook', 'slack', 'email')),
    target          text not null,
    types           text[] not null,
    description     text not null,
    created_at      timestamptz not null,
    disabled_at     timestamptz,
    disabled_reason text,
    secrets         json not null,
    primary key (account_id, endpoint_id),
    check ((disabled_at is null) = (disabled_reason is null))
);

-- a delivery and a call name their endpoint and nothing else
create unique index endpoint_once on endpoint (endpoint_id);

comment on table endpoint is 'Who is told what happens. account_id is '''' for endpoints for all accounts.';
comment on column endpoint.types is 'Types of messages it wants; none for all';
comment on column endpoint.secrets is 'Signing secrets, sealed with a key that is not in the database';

call isolate_by_account('endpoint');
call let_system_look_up('endpoint');
call let_system_keep_its_own('endpoint');
-- the system writes those of no account and no others, also where it is bound to one
create policy system_adds_its_own on endpoint as restrictive for insert to countinghouse_system
    with check (account_id = '');
create policy system_changes_its_own on endpoint as restrictive for update to countinghouse_system
    using (account_id = '');
create policy system_removes_its_own on endpoint as restrictive for delete to countinghouse_system
    using (account_id = '');
grant select, insert, delete, update (target, types, description, disabled_at, disabled_reason, secrets)
    on endpoint to countinghouse_service, countinghouse_system;

create table delivery (
    account_id   text collate "C" not null,
    endpoint_id  text collate "C" not null,
    message_id   text collate "C" not null,
    message_type text not null,
    payload      text not null,
    occurred_at  timestamptz not null,
    created_at   timestamptz not null,
    state        text not null check (state in ('waiting', 'delivered', 'failed')),
    due_at       timestamptz,
    attempts     integer not null,
    tries        integer not null,
    finished_at  timestamptz,
    last_failure text,
    primary key (account_id, endpoint_id, message_id),
    check ((state = 'waiting') = (due_at is not null)),
    check ((state = 'waiting') = (finished_at is null))
);

-- who is due next, endpoint by endpoint: one with many messages must not be read whole to find the others
create index delivery_due on delivery (endpoint_id, due_at, message_id) where due_at is not null;
create index delivery_listed on delivery (endpoint_id, created_at, message_id);
create index delivery_finished on delivery (account_id, finished_at) where finished_at is not null;

comment on table delivery is 'One message to one endpoint: on its way, or what became of it.';
comment on column delivery.account_id is 'Whom the message is about, also where the endpoint is for all accounts';
comment on column delivery.due_at is 'When it may be sent, or the claim on it is over; null once it is finished';
comment on column delivery.tries is 'Of the attempts those since it was last put on its way';

create table delivery_attempt (
    account_id  text collate "C" not null,
    endpoint_id text collate "C" not null,
    message_id  text collate "C" not null,
    attempt     integer not null,
    began_at    timestamptz not null,
    millis      bigint not null,
    status      integer,
    failure     text,
    primary key (account_id, endpoint_id, message_id, attempt)
);

comment on table delivery_attempt is 'Each time a delivery was sent. A number that is missing was cut off before its end was noted.';
comment on column delivery_attempt.failure is 'Why it did not arrive; null if it did';

call isolate_by_account('delivery');
call isolate_by_account('delivery_attempt');
call let_system_look_up('delivery');
call let_system_look_up('delivery_attempt');
grant select, insert, delete, update (state, due_at, attempts, tries, finished_at, last_failure)
    on delivery to countinghouse_service;
grant select, insert, delete on delivery_attempt to countinghouse_service;
