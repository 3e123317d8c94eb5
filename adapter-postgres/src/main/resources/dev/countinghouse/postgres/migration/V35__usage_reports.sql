-- What a provider that invoices by himself is told of usage. docs/decisions/0025-who-invoices.md says why it is built like this.

create table usage_report_watch (
    account_id    text collate "C" primary key,
    look_at       timestamptz,
    send_at       timestamptz,
    claimed_until timestamptz,
    turn          bigint not null check (turn >= 0)
);

create index usage_report_watch_to_look_at on usage_report_watch (look_at, account_id) where look_at is not null;
create index usage_report_watch_to_send on usage_report_watch (send_at, account_id) where send_at is not null;

comment on table usage_report_watch is 'A row for each account whose usage a provider invoices. None is deleted.';
comment on column usage_report_watch.look_at is 'When it is to be looked at although nothing is noted, by the clock that bills';
comment on column usage_report_watch.send_at is 'When something is to be sent or asked for, by the clock of the world';
comment on column usage_report_watch.claimed_until is 'Until when somebody is at it';
comment on column usage_report_watch.turn is 'Counts claims: whoever releases one names his';

-- no key: a row is written for each account of a batch of events, and waits for nobody
create table usage_report_note (
    account_id text collate "C" not null,
    since      timestamptz not null
);

create index usage_report_note_of_account on usage_report_note (account_id);

comment on table usage_report_note is 'Usage has changed at and after a time. Written in the transaction that changes it, gone when somebody looks.';

create table usage_tally (
    account_id   text collate "C" not null,
    meter        text collate "C" not null,
    period_start timestamptz not null,
    period_end   timestamptz not null,
    total        numeric not null check (scale(total) = 0),
    told         numeric not null check (scale(told) = 0),
    there        numeric not null check (scale(there) = 0),
    primary key (account_id, meter, period_start)
);

comment on table usage_tally is 'What a meter at the provider comes to for a billing period, and what was told. None is deleted.';
comment on column usage_tally.told is 'What was told of this period, whatever the time it was told for';
comment on column usage_tally.there is 'What was told with a time in this period: what the provider invoices with it';

create table usage_report (
    account_id     text collate "C" not null,
    report_id      text collate "C" not null,
    meter          text collate "C" not null,
    sequence       bigint not null check (sequence > 0),
    period_start   timestamptz not null,
    period_end     timestamptz not null,
    told_in_start  timestamptz not null,
    told_in_end    timestamptz not null,
    told_at        timestamptz not null,
    difference     numeric not null check (scale(difference) = 0 and difference <> 0),
    made_at        timestamptz not null,
    refusals       integer not null check (refusals >= 0),
    state          text not null check (state in ('open', 'sent', 'refused', 'withdrawn')),
    tries          integer not null check (tries >= 0),
    first_tried_at timestamptz,
    last_tried_at  timestamptz,
    settled_at     timestamptz,
    reason         text,
    revision       bigint not null check (revision > 0),
    primary key (account_id, report_id),
    check ((state = 'open') = (settled_at is null)),
    check ((tries = 0) = (first_tried_at is null)),
    check ((tries = 0) = (last_tried_at is null))
);

create unique index usage_report_once on usage_report (account_id, meter, sequence);
create unique index usage_report_one_is_open on usage_report (account_id, meter) where state = 'open';
create index usage_report_newest on usage_report (account_id, made_at);
create index usage_report_by_id on usage_report (report_id);

comment on table usage_report is 'A difference that the provider is told, written before he is. What it says never changes, and none is deleted.';
comment on column usage_report.report_id is 'What the provider tells it apart by';
comment on column usage_report.told_in_start is 'The billing period that told_at lies in: another one where the provider takes no more for its own';
comment on column usage_report.tries is 'How often it was sent or about to be; whether a try has arrived is known when it is settled';
comment on column usage_report.reason is 'Why it was refused or withdrawn, or what it waits for';
comment on column usage_report.revision is 'Counts changes: an update names the revision it has read';

call isolate_by_account('usage_report_watch');
call isolate_usage_by_account('usage_report_note');
call isolate_by_account('usage_tally');
call isolate_by_account('usage_report');
call let_system_look_up('usage_report_watch');
call let_system_look_up('usage_report_note');
call let_system_look_up('usage_report');
grant select, insert on usage_report_watch to countinghouse_service;
grant update (look_at, send_at, claimed_until, turn) on usage_report_watch to countinghouse_service;
grant select, insert, delete on usage_report_note to countinghouse_service;
grant select, insert on usage_tally to countinghouse_service;
grant update (period_end, total, told, there) on usage_tally to countinghouse_service;
grant select, insert on usage_report to countinghouse_service;
grant update (refusals, state, tries, first_tried_at, last_tried_at, settled_at, reason, revision)
    on usage_report to countinghouse_service;
