-- Subscriptions at a provider that invoices, kept like ours. docs/decisions/0025-who-invoices.md says why it is built like this.

create table mirror_watch (
    account_id     text collate "C" primary key,
    mirrored_since timestamptz not null,
    wishes         bigint not null check (wishes >= 0),
    wishes_done    bigint not null check (wishes_done >= 0),
    wishes_put     bigint not null check (wishes_put >= 0),
    looks          bigint not null check (looks >= 0),
    looks_done     bigint not null check (looks_done >= 0),
    turn           bigint not null check (turn >= 0),
    claimed_until  timestamptz,
    look_at        timestamptz,
    again_at       timestamptz,
    tries          integer check (tries > 0),
    reason         text,
    check (wishes_done <= wishes),
    check (wishes_put <= wishes),
    check (looks_done <= looks),
    check ((again_at is null) = (tries is null)),
    check ((again_at is null) = (reason is null))
);

create index mirror_watch_to_do on mirror_watch (again_at nulls first, account_id)
    where wishes > wishes_done or looks > looks_done;
create index mirror_watch_to_look_at on mirror_watch (look_at, account_id) where look_at is not null;
create index mirror_watch_waiting on mirror_watch (account_id) where again_at is not null;

comment on table mirror_watch is 'A row for each account whose subscriptions a provider that invoices has to have. None is deleted.';
comment on column mirror_watch.mirrored_since is 'Main subscriptions that began before are not kept there';
comment on column mirror_watch.wishes is 'How often something was changed here, counted in the transaction that does';
comment on column mirror_watch.wishes_done is 'How many of them had come there when somebody was done: the rest is due';
comment on column mirror_watch.wishes_put is 'How many had come there as far as they can: something may be waited for, such as a price';
comment on column mirror_watch.looks is 'How often there was another reason to look, such as a claim';
comment on column mirror_watch.turn is 'Counts claims and their ends: whoever releases one names his';
comment on column mirror_watch.claimed_until is 'Until when somebody is at it, by the clock of the world';
comment on column mirror_watch.look_at is 'When it is due although nothing is noted, by the clock that bills';
comment on column mirror_watch.again_at is 'When it is tried again after it failed, by the clock of the world';

create table mirror (
    account_id      text collate "C" not null,
    mirror_id       text collate "C" not null,
    subscription_id text collate "C" not null,
    reference       text collate "C" not null,
    status          text not null
        check (status in ('trialing', 'active', 'past_due', 'unpaid', 'canceled', 'incomplete', 'paused')),
    ends_at         timestamptz,
    past_due_since  timestamptz,
    restricted_from timestamptz,
    told            text not null check (told in ('good', 'past_due', 'grace', 'restricted', 'canceled')),
    revision        bigint not null check (revision >= 0),
    primary key (account_id, mirror_id),
    check ((past_due_since is null) = (restricted_from is null))
);

create unique index mirror_by_reference on mirror (reference);

comment on table mirror is 'A subscription at the provider, as it was last seen. None is deleted.';
comment on column mirror.mirror_id is 'What it is known by there: that of the main subscription, and another one when something of that is invoiced again';
comment on column mirror.past_due_since is 'Since when something is owed by what the provider says';
comment on column mirror.told is 'The standing that was told last';
comment on column mirror.revision is 'Counts what was told';

call isolate_by_account('mirror_watch');
call isolate_by_account('mirror');
call let_system_look_up('mirror_watch');
call let_system_look_up('mirror');
grant select, insert on mirror_watch to countinghouse_service;
grant update (mirrored_since, wishes, wishes_done, wishes_put, looks, looks_done, turn, claimed_until, look_at, again_at, tries, reason)
    on mirror_watch to countinghouse_service;
grant select, insert on mirror to countinghouse_service;
grant update (status, ends_at, past_due_since, restricted_from, told, revision) on mirror to countinghouse_service;
