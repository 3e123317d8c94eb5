-- What the payment provider has told us: kept before it is answered as taken, and worked off afterwards.

create table provider_notice (
    notice_id    text collate "C" primary key,
    notice_type  text not null,
    subject_kind text,
    subject_id   text collate "C",
    made_at      timestamptz not null,
    api_version  text,
    body         text not null,
    received_at  timestamptz not null,
    state        text not null check (state in ('waiting', 'working', 'done', 'ignored', 'dead')),
    due_at       timestamptz,
    attempts     integer not null check (attempts >= 0),
    tries        integer not null check (tries between 0 and attempts),
    finished_at  timestamptz,
    last_failure text,
    check ((subject_kind is null) = (subject_id is null)),
    check ((due_at is not null) = (state in ('waiting', 'working'))),
    check ((finished_at is null) = (due_at is not null))
);

create index provider_notice_due on provider_notice (due_at, received_at, notice_id) where due_at is not null;
-- of an object one at most is worked at: whoever claims another one of it beside somebody else is refused here
create unique index provider_notice_one_at_a_time on provider_notice (subject_kind, subject_id) where state = 'working';
create index provider_notice_newest on provider_notice (received_at, notice_id);
create index provider_notice_newest_in_state on provider_notice (state, received_at, notice_id);
create index provider_notice_finished on provider_notice (finished_at) where finished_at is not null;

comment on table provider_notice is 'Notices of the payment provider, deleted some time after they were finished. Global, and seen by the system alone: whose object one is about is known once that was asked for.';
comment on column provider_notice.notice_id is 'What the provider calls it; the same however often he sends it';
comment on column provider_notice.subject_id is 'The object it is about; null where it is about nothing that is asked for, or that is not clear';
comment on column provider_notice.body is 'As it was signed, with personal data of customers';
comment on column provider_notice.due_at is 'When it is to be worked off, or the claim of whoever works at it is over; null once it is finished';
comment on column provider_notice.attempts is 'How often somebody began to work it off; tries are those since it came or was replayed';

grant select, insert, update, delete on provider_notice to countinghouse_system;
