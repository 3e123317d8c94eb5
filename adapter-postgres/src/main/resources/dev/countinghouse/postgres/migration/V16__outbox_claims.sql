-- Claims and retries are timed by the clock of the world: the engine's, which messages are dated by, may stand still or jump.

alter table outbox_queue rename column due_at to waits_since;
alter table outbox_queue add column rests_until timestamptz;

comment on column outbox_queue.waits_since is 'When the first message happened, by the engine''s clock; null without one';
comment on column outbox_queue.rests_until is 'When the claim on the first message is over, or it may be tried again; null if nobody tried';
