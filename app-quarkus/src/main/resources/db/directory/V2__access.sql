-- Answers that are kept to be replayed, and versions of projects.

create table idempotency (
    account_id text collate "C" not null,
    caller     text collate "C" not null,
    key        text collate "C" not null,
    request    text not null,
    claim      text not null,
    claimed_at timestamptz not null default now(),
    status     integer,
    headers    text[],
    body       text,
    primary key (account_id, caller, key),
    check ((status is null) = (headers is null))
);

create index idempotency_age on idempotency (claimed_at);

comment on table idempotency is 'Calls with an Idempotency-Key, and once they are done their answers. Kept for a day.';
comment on column idempotency.account_id is 'The account the caller is bound to, '''' for a caller for all accounts';
comment on column idempotency.caller is 'The id of the key the call came with';
comment on column idempotency.request is 'SHA-256 of method, address and body';
comment on column idempotency.claim is 'Who works on it, so that one who was given up does not answer for another';
comment on column idempotency.body is 'Without secrets; null while the call is running, and where there is none';

call isolate_by_account('idempotency');
call let_system_look_up('idempotency');
call let_system_keep_its_own('idempotency');
create policy system_purges on idempotency for delete to countinghouse_system using ((select bound_to_system()));
grant select, insert, update, delete on idempotency to countinghouse_service, countinghouse_system;

alter table project add column version bigint not null default 1;
comment on column project.version is 'Counts changes: the entity tag of the API';
