-- Roles and database, once, by a superuser with psql 14 or newer:
--   BILLING_OWNER_PASSWORD=… (and so on) psql -v ON_ERROR_STOP=1 -f postgres-init.sql
-- docs/storage.md says what each role may.

\getenv owner_password BILLING_OWNER_PASSWORD
\getenv service_password BILLING_SERVICE_PASSWORD
\getenv system_password BILLING_SYSTEM_PASSWORD
\getenv backup_password BILLING_BACKUP_PASSWORD

-- What the tables are granted to. They belong to the server: another database of it may have them already.
do $$
begin
    if not exists (select from pg_roles where rolname = 'countinghouse_service') then
        create role countinghouse_service nologin;
    end if;
    if not exists (select from pg_roles where rolname = 'countinghouse_system') then
        create role countinghouse_system nologin;
    end if;
end
$$;

-- What the program logs in as.
create role billing_owner login password :'owner_password';
create role billing_service login password :'service_password';
create role billing_system login password :'system_password';
grant countinghouse_service to billing_service;
grant countinghouse_system to billing_system;

-- What waits longer than this is answered as unavailable, and may be tried again.
alter role billing_service set lock_timeout = '5s';
alter role billing_service set statement_timeout = '30s';
alter role billing_system set statement_timeout = '30s';

-- Reads every row of every account, for pg_dump. No program but the backup knows its password.
create role billing_backup login bypassrls password :'backup_password';
grant pg_read_all_data to billing_backup;

create database billing owner billing_owner;
