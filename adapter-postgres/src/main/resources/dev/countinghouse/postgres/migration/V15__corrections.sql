-- Usage that turned out to be wrong. docs/decisions/0012-corrections.md says why it is built like this.

create table usage_correction (
    account_id  text collate "C" not null,
    ordinal     bigint generated always as identity,
    kind        text not null check (kind in (
                    'voided', 'amended', 'reinstated', 'taken_back', 'backfill_applied', 'backfill_reverted')),
    source      text collate "C",
    event_id    text collate "C",
    before      jsonb,
    after       jsonb,
    backfill_id text collate "C",
    events      bigint not null,
    actor       text not null,
    reason      text not null,
    recorded_at timestamptz not null,
    primary key (account_id, ordinal),
    check ((source is null) = (event_id is null))
);

create index usage_correction_of_event on usage_correction (account_id, source, event_id, ordinal) where source is not null;

comment on table usage_correction is 'Every change to usage that was recorded. Never changed, never deleted.';
comment on column usage_correction.before is 'The event as it counted: type, subject, time, data; null where it did not count';
comment on column usage_correction.after is 'The event as it counts from then on; null where it does not';

call isolate_usage_by_account('usage_correction');
grant select, insert on usage_correction to countinghouse_service;

-- The only way in which an event leaves the log: what is taken out is noted by the same statement. It runs as the owner,
-- whom the forced policies bind to the caller's accounts all the same. Answers how many events there were to take out.
create function take_out_usage(
    account text, kinds text[], types text[], times timestamptz[], sources text[], ids text[], afters text[],
    of_backfill text, by_actor text, for_reason text, at timestamptz)
    returns bigint
    language sql volatile security definer set search_path from current
as $$
    with wanted as (
        select *
          from unnest(kinds, types, times, sources, ids, afters) with ordinality
               as each (kind, event_type, occurred_at, source, event_id, after, place)),
    taken as (
        delete from usage_event as event
         using wanted
         where event.account_id = account and event.event_type = wanted.event_type
           and event.occurred_at = wanted.occurred_at
           and event.source = wanted.source and event.event_id = wanted.event_id
        returning wanted.place, wanted.kind, wanted.after, event.source, event.event_id,
                  jsonb_build_object('type', event.event_type, 'subject', event.subject,
                                     'time', event.occurred_at, 'data', event.data) as before),
    noted as (
        insert into usage_correction
               (account_id, kind, source, event_id, before, after, backfill_id, events, actor, reason, recorded_at)
        select account, kind, source, event_id, before, after::jsonb, of_backfill, 1, by_actor, for_reason, at
          from taken
         order by place
        returning 1)
    select count(*) from noted
$$;

create table usage_backfill (
    account_id     text collate "C" not null,
    backfill_id    text collate "C" not null,
    ordinal        bigint generated always as identity,
    window_start   timestamptz not null,
    window_end     timestamptz not null,
    opened_by      text not null,
    opened_because text not null,
    opened_at      timestamptz not null,
    staged         bigint not null default 0,
    applied_by      text,
    applied_because text,
    applied_at      timestamptz,
    counted         bigint,
    reverted_by      text,
    reverted_because text,
    reverted_at      timestamptz,
    primary key (account_id, backfill_id)
);

comment on table usage_backfill is 'Usage of a past time that is brought in as a whole.';
comment on column usage_backfill.counted is 'How many of those staged it brought; the others were in the log already';

create table usage_backfill_event (
    account_id   text collate "C" not null,
    backfill_id  text collate "C" not null,
    key_hash     bytea not null,
    content_hash bytea not null,
    event_type   text collate "C" not null,
    occurred_at  timestamptz not null,
    source       text collate "C" not null,
    event_id     text collate "C" not null,
    subject      text collate "C" not null,
    data         jsonb,
    counted      boolean not null default false,
    primary key (account_id, backfill_id, key_hash)
);

comment on table usage_backfill_event is 'Events that wait in a backfill, and afterwards which ones it brought.';
comment on column usage_backfill_event.data is 'Null when the event is in the log';

call isolate_usage_by_account('usage_backfill');
call isolate_usage_by_account('usage_backfill_event');
grant select, insert, update on usage_backfill to countinghouse_service;
grant select, insert, update, delete on usage_backfill_event to countinghouse_service;

-- Gives back keys of a backfill's events, but only of those that are noted as taken back.
create function release_usage_claims(account text, backfill text, hashes bytea[]) returns bigint
    language sql volatile security definer set search_path from current
as $$
    with released as (
        delete from usage_claim as claim
         using usage_backfill_event as brought
         where brought.account_id = account and brought.backfill_id = backfill and brought.counted
           and brought.key_hash = any (hashes)
           and claim.account_id = account and claim.key_hash = brought.key_hash
           and exists (select from usage_correction as noted
                        where noted.account_id = account and noted.source = brought.source
                          and noted.event_id = brought.event_id
                          and noted.kind = 'taken_back' and noted.backfill_id = backfill)
        returning 1)
    select count(*) from released
$$;

revoke execute on function take_out_usage, release_usage_claims from public;
grant execute on function take_out_usage, release_usage_claims to countinghouse_service;
