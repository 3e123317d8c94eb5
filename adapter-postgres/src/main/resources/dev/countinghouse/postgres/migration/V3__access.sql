-- Keys that programs call with.

-- Rows that belong to no account have account_id '', which is no account's id. They are the system's alone: the service
-- cannot see or make one, even if it bound itself to ''.
create procedure let_system_keep_its_own(tenant_table regclass)
    language plpgsql
as $$
begin
    execute format(
        'create policy system_keeps_its_own on %s to countinghouse_system'
            ' using ((select bound_to_system()) and account_id = '''')',
        tenant_table);
    execute format(
        'create policy never_without_account on %s as restrictive to countinghouse_service using (account_id <> '''')',
        tenant_table);
end
$$;

revoke execute on procedure let_system_keep_its_own from public;

create table api_key (
    account_id   text collate "C" not null,
    key_id       text collate "C" not null,
    name         text not null,
    scopes       text[] not null,
    project      text,
    created_at   timestamptz not null,
    expires_at   timestamptz,
    revoked_at   timestamptz,
    last_used_at timestamptz,
    secrets      json not null,
    primary key (account_id, key_id),
    check (account_id <> '' or project is null)
);

-- a call names its key and nothing else
create unique index api_key_once on api_key (key_id);

comment on table api_key is 'Keys that programs call with. account_id is '''' for keys for all accounts.';
comment on column api_key.secrets is 'SHA-256 hashes of 256-bit random secrets, each with its time; never a secret';
comment on column api_key.last_used_at is 'To about a minute';

call isolate_by_account('api_key');
call let_system_look_up('api_key');
call let_system_keep_its_own('api_key');
grant select, insert, update (secrets, revoked_at, last_used_at) on api_key to countinghouse_service, countinghouse_system;
