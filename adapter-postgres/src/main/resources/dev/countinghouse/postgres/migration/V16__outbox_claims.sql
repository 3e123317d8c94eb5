-- A claim on an account's messages runs on the clock of the world: due_at follows the engine's, which may stand still or jump.

alter table outbox_queue add column claimed_until timestamptz;

comment on column outbox_queue.due_at is 'When the first message may be tried, by the engine''s clock; null without one';
comment on column outbox_queue.claimed_until is 'Until when somebody has the first message, by the clock of the world; null for nobody';
