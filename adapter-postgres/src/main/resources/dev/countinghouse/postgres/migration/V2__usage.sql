-- Usage events, each once, and what they add up to. docs/decisions/0008-usage-log.md says why it is built like this.

-- ---------------------------------------------------------------- isolation of large batches

-- The array of bound_accounts() is parsed and searched for every row, which is most of the work of a batch of a thousand
-- accounts. Here the accounts become the keys of one object per statement, in which each row's is looked up.
create procedure isolate_usage_by_account(tenant_table regclass)
    language plpgsql
as $$
begin
    call isolate_by_account(tenant_table);
    execute format(
        'alter policy bound_accounts_only on %s
            using ((select jsonb_object(bound_accounts(), bound_accounts())) ? account_id)', tenant_table);
end
$$;

revoke execute on procedure isolate_usage_by_account from public;

-- ---------------------------------------------------------------- claims

create table usage_claim (
    account_id   text collate "C" not null,
    key_hash     bytea not null check (length(key_hash) = 16),
    content_hash bytea not null check (length(content_hash) = 16),
    primary key (account_id, key_hash)
) partition by hash (account_id, key_hash);

comment on table usage_claim is 'The key of every event there ever was; outlives the events.';
comment on column usage_claim.key_hash is '128 bits of SHA-256 over source and id';
comment on column usage_claim.content_hash is '128 bits of SHA-256 over type, subject and data: tells a retry from a conflict';

call isolate_usage_by_account('usage_claim');
grant select, insert on usage_claim to countinghouse_service;

do $$
begin
    for part in 0..15 loop
        execute format('create table usage_claim_%s partition of usage_claim for values with (modulus 16, remainder %s)',
                       part, part);
        execute format('call isolate_usage_by_account(%L)', 'usage_claim_' || part);
    end loop;
end
$$;

-- ---------------------------------------------------------------- events

create table usage_event (
    account_id  text collate "C" not null,
    event_type  text collate "C" not null,
    occurred_at timestamptz not null,
    source      text collate "C" not null,
    event_id    text collate "C" not null,
    subject     text collate "C" not null,
    generation  integer not null,
    data        jsonb not null
) partition by range (occurred_at);

-- no primary key: a claim stands for each row, and an index less is a third of the writing
create index usage_event_in_order on usage_event (account_id, event_type, occurred_at);

comment on table usage_event is 'What happened. Never changed; a month is dropped as a whole.';
comment on column usage_event.generation is 'Which rollups counted it: those of usage_rollup that are as old or older';
comment on column usage_event.data is 'Scalars by path; numbers with all their digits';

create table usage_event_rest partition of usage_event default;

comment on table usage_event_rest is 'Events of months that were not opened: they count like all others';

call isolate_usage_by_account('usage_event');
call isolate_usage_by_account('usage_event_rest');
grant select, insert on usage_event to countinghouse_service;

-- Makes a partition for a month (UTC). False if the month already has events in the rest, where it then stays.
create function open_usage_month(month date) returns boolean
    language plpgsql security definer set search_path from current
as $$
declare
    first_day  date := date_trunc('month', month)::date;
    table_name text := 'usage_event_' || to_char(first_day, 'YYYY_MM');
begin
    perform pg_advisory_xact_lock(hashtext('open_usage_month'));
    if to_regclass(table_name) is not null then
        return true;
    end if;
    execute format('create table %I (like usage_event including all)', table_name);
    execute format('call isolate_usage_by_account(%L)', table_name);
    execute format('alter table usage_event attach partition %I for values from (%L) to (%L)',
                   table_name,
                   first_day::timestamp at time zone 'UTC',
                   (first_day + interval '1 month') at time zone 'UTC');
    return true;
exception when check_violation then
    return false;
end
$$;

revoke execute on function open_usage_month from public;
grant execute on function open_usage_month to countinghouse_system;

-- ---------------------------------------------------------------- rollups

create table usage_generation (
    only_row   boolean primary key default true check (only_row),
    generation bigint not null,
    revision   bigint not null,
    used       boolean not null
);

comment on table usage_generation is 'What is being added up right now. Global; without a row nothing was ever stored.';
comment on column usage_generation.revision is 'The catalogue that usage_rollup was made for; 0 for none';
comment on column usage_generation.used is 'Whether there ever was an event, so that a new rollup has something to catch up with';

create table usage_rollup (
    rollup_id   integer generated always as identity primary key,
    fingerprint text collate "C" not null unique,
    meaning     text not null,
    since       bigint not null,
    ready       boolean not null
);

comment on table usage_rollup is 'What the published meters have added up. Global.';
comment on column usage_rollup.fingerprint is 'Of event type, property, filter and dimensions';
comment on column usage_rollup.since is 'Counts events of this generation and later by itself, earlier ones when it is built';
comment on column usage_rollup.ready is 'Whether it is built for all accounts but those whose usage_rollup_build says no';

create table usage_rollup_build (
    account_id   text collate "C" not null,
    rollup_id    integer not null,
    before       bigint not null,
    done         boolean not null default false,
    at_time      timestamptz not null default '-infinity',
    at_source    text collate "C" not null default '',
    at_event_id  text collate "C" not null default '',
    primary key (account_id, rollup_id)
);

comment on table usage_rollup_build is 'How far a rollup is built from the events of an account.';
comment on column usage_rollup_build.before is 'Events of this generation and later are counted when they are stored';
comment on column usage_rollup_build.at_time is 'The last event counted, with at_source and at_event_id';

create table usage_rollup_row (
    account_id       text collate "C" not null,
    rollup_id        integer not null,
    bucket           timestamptz not null,
    values_hash      bytea not null,
    dimension_values text[] collate "C" not null,
    events           bigint not null,
    total            numeric not null,
    least            numeric not null,
    greatest         numeric not null,
    first_at         timestamptz not null,
    last_at          timestamptz not null,
    primary key (account_id, rollup_id, bucket, values_hash)
) with (fillfactor = 75);

comment on table usage_rollup_row is 'Events of a quarter of an hour or of a day (UTC), added up.';
comment on column usage_rollup_row.values_hash is 'Stands for dimension_values in the key, which must be short';
comment on column usage_rollup_row.first_at is 'Time of the earliest event; with last_at it tells whether a window cuts the row';

call isolate_usage_by_account('usage_rollup_build');
call isolate_usage_by_account('usage_rollup_row');
grant select, insert, update on usage_generation to countinghouse_service;
grant select, insert, update, delete on usage_rollup to countinghouse_service;
grant select, insert, update on usage_rollup_build to countinghouse_service;
grant select, insert, update, delete on usage_rollup_row to countinghouse_service;
