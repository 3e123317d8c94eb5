-- Messages to the outside world, written with the change they tell of.

create table outbox_queue (
    account_id   text collate "C" primary key,
    due_at       timestamptz,
    attempts     integer not null,
    last_failure text
);

create index outbox_queue_due on outbox_queue (due_at, account_id) where due_at is not null;

comment on table outbox_queue is 'Whether an account has messages to deliver. Its row is locked to append and to claim: that keeps them in order.';
comment on column outbox_queue.due_at is 'When the first message may be tried, or the claim on it is over; null without one';
comment on column outbox_queue.attempts is 'How often the first message was tried';

create table outbox_message (
    account_id   text collate "C" not null,
    ordinal      bigint generated always as identity,
    message_type text not null,
    message_key  text not null,
    payload      text not null,
    occurred_at  timestamptz not null,
    buried_at    timestamptz,
    buried_for   text,
    primary key (account_id, ordinal)
);

comment on table outbox_message is 'What is still to be delivered, and what was given up. A message that was delivered is gone.';
comment on column outbox_message.buried_at is 'When it was given up; null while it waits';

call isolate_by_account('outbox_queue');
call isolate_by_account('outbox_message');
call let_system_look_up('outbox_queue');
call let_system_look_up('outbox_message');
grant select, insert, update on outbox_queue to countinghouse_service;
grant select, insert, update, delete on outbox_message to countinghouse_service;
