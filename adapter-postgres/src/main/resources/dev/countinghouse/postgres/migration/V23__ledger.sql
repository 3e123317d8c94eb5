-- Prepaid credits: the entries of every account in double entry, and what they have led to.
-- Entries are held to be balanced, to follow each other and never to change, whoever writes them.

-- ---------------------------------------------------------------- the end of each account's chain

create table ledger_head (
    account_id           text collate "C" primary key,
    entries              bigint not null default 0 check (entries >= 0),
    seal                 bytea not null default decode(repeat('00', 32), 'hex') check (length(seal) = 32),
    last_at              timestamptz,
    planned_at           timestamptz,
    top_up_below         numeric(38, 12),
    top_up_minor         bigint,
    top_up_monthly_minor bigint,
    top_up_currency      text,
    top_up_wanted        boolean not null default false,
    check ((entries = 0) = (last_at is null)),
    check (num_nulls(top_up_below, top_up_minor, top_up_monthly_minor, top_up_currency) in (0, 4))
) with (fillfactor = 50);

create index ledger_head_planned on ledger_head (planned_at, account_id) where planned_at is not null;
create index ledger_head_wanting on ledger_head (account_id) where top_up_wanted;

comment on table ledger_head is 'The ledger of an account, from when it is opened. Whoever changes credits locks this row.';
comment on column ledger_head.seal is 'HMAC-SHA256 of the last entry and all before it; zeros without any';
comment on column ledger_head.planned_at is 'When plans give or take credits next';
comment on column ledger_head.top_up_minor is 'Minor units of the currency, as is the most in a month';

create table credit_line (
    account_id text collate "C" not null,
    unit       text collate "C" not null,
    amount     numeric(38, 12) not null,
    primary key (account_id, unit)
);

comment on table credit_line is 'How far below 0 what is admitted may take the balance of a unit.';

create table ledger_balance (
    account_id     text collate "C" not null,
    unit           text collate "C" not null,
    ledger_account text collate "C" not null,
    amount         numeric(38, 12) not null,
    primary key (account_id, unit, ledger_account)
) with (fillfactor = 50);

create index ledger_balance_overdrawn on ledger_balance (account_id, unit) where ledger_account = 'overdrawn';

comment on table ledger_balance is 'What the entries of an account add up to, by unit and account of the chart.';

-- ---------------------------------------------------------------- entries

-- A loop, because it runs for every entry: as a query it takes five times as long.
create function is_balanced(units text[], amounts numeric[]) returns boolean
    language plpgsql immutable parallel safe
as $$
declare
    open_units text[] := '{}';
    sums       numeric[] := '{}';
    place      integer;
begin
    if array_ndims(units) <> 1 or array_ndims(amounts) <> 1 or cardinality(units) <> cardinality(amounts) then
        return false;
    end if;
    for i in 1 .. cardinality(units) loop
        if units[i] is null or amounts[i] is null then
            return false;
        end if;
        place := array_position(open_units, units[i]);
        if place is null then
            open_units := open_units || units[i];
            sums := sums || amounts[i];
        else
            sums[place] := sums[place] + amounts[i];
        end if;
    end loop;
    return cardinality(sums) > 0 and 0 = all (sums);
end
$$;

create table journal_entry (
    account_id text collate "C" not null,
    ordinal    bigint not null check (ordinal > 0),
    kind       text not null,
    command    text collate "C",
    about      text not null,
    at         timestamptz not null,
    accounts   text[] not null,
    grants     text[] not null,
    units      text[] not null,
    amounts    numeric(38, 12)[] not null,
    seal       bytea not null check (length(seal) = 32),
    primary key (account_id, ordinal),
    constraint journal_entry_balances check (is_balanced(units, amounts)),
    check (cardinality(accounts) = cardinality(amounts) and cardinality(grants) = cardinality(amounts))
);

create unique index journal_entry_command_once on journal_entry (account_id, command) where command is not null;

comment on table journal_entry is 'Entries with their postings side by side. Only ever added, by anybody.';
comment on column journal_entry.grants is 'Whose credits a posting is of; null where it is of no grant';

create function refuse_to_change_entries() returns trigger
    language plpgsql
as $$
begin
    raise exception 'entries of the journal are never changed or removed, they are corrected by further ones'
        using errcode = 'restrict_violation';
end
$$;

create trigger entries_stay before update or delete or truncate on journal_entry
    for each statement execute function refuse_to_change_entries();

-- The head is moved before the entries are added: it has to end where they do.
create function entries_must_follow() returns trigger
    language plpgsql
as $$
begin
    perform
       from (select account_id, min(ordinal) as first, max(ordinal) as last, count(*) as entries
               from added
              group by account_id) as batch
       left join ledger_head as head using (account_id)
      where head.entries is distinct from batch.last
         or batch.last - batch.first + 1 <> batch.entries
         or batch.first > 1
            and not exists (
                select
                  from journal_entry as before
                 where before.account_id = batch.account_id and before.ordinal = batch.first - 1);
    if found then
        raise exception 'entries do not follow the last one of their ledger' using errcode = 'CH001';
    end if;
    return null;
end
$$;

create trigger entries_follow after insert on journal_entry
    referencing new table as added
    for each statement execute function entries_must_follow();

-- Where a ledger is after entries from a first one on; null adds none. CH001 tells the program to read again.
create function entries_after(stored bigint, first bigint, added bigint) returns bigint
    language plpgsql immutable parallel safe
as $$
begin
    if first is distinct from stored + 1 and added > 0 then
        raise exception 'entry % was to follow % entries', first, stored using errcode = 'CH001';
    end if;
    return stored + added;
end
$$;

-- ---------------------------------------------------------------- what they have led to

create table credit_grant (
    account_id   text collate "C" not null,
    grant_id     text collate "C" not null,
    ordinal      bigint not null,
    granted_at   timestamptz not null,
    pool         text not null,
    unit         text collate "C" not null,
    ordered      numeric(38, 12) not null check (ordered > 0),
    priority     integer not null,
    effective_at timestamptz,
    expires_at   timestamptz,
    meters       text[] not null,
    features     text[] not null,
    paid         numeric(38, 12),
    paid_unit    text,
    reason       text not null,
    amount       numeric(38, 12) not null,
    unspent      numeric(38, 12) not null check (unspent >= 0),
    held         numeric(38, 12) not null check (held >= 0),
    repaid       numeric(38, 12) not null check (repaid >= 0),
    closed_to    text,
    is_open      boolean not null,
    primary key (account_id, grant_id),
    check ((paid is null) = (paid_unit is null))
) with (fillfactor = 70);

create unique index credit_grant_in_order on credit_grant (account_id, ordinal);
-- nothing here changes while a grant is spent, so that spending it touches no index
create index credit_grant_open on credit_grant (account_id) where is_open;
create index credit_grant_ending on credit_grant (expires_at, account_id)
    where is_open and closed_to is null and expires_at is not null;
create index credit_grant_beginning on credit_grant (effective_at, account_id)
    where is_open and closed_to is null and effective_at is not null;

comment on table credit_grant is 'Credits that were granted, and what became of them.';
comment on column credit_grant.ordinal is 'Of the entry that granted them';
comment on column credit_grant.ordered is 'What was asked for; amount is that with corrections and what rolled over';
comment on column credit_grant.meters is 'What they may be spent on, together with features; on anything if both are empty';
comment on column credit_grant.closed_to is 'Where what comes back goes, once it has expired or was withdrawn';
comment on column credit_grant.is_open is 'Whether anything can still happen to it';

create table credit_hold (
    account_id   text collate "C" not null,
    hold_id      text collate "C" not null,
    unit         text collate "C" not null,
    ordered      numeric(38, 12) not null,
    meter        text,
    feature      text,
    lasts_micros bigint not null check (lasts_micros > 0),
    placed_at    timestamptz not null,
    expires_at   timestamptz not null,
    state        text not null check (state in ('open', 'captured', 'released', 'expired')),
    captured     numeric(38, 12) not null,
    part_grants  text[] not null,
    part_amounts numeric(38, 12)[] not null,
    primary key (account_id, hold_id),
    check (cardinality(part_grants) = cardinality(part_amounts))
);

create index credit_hold_open on credit_hold (account_id, expires_at) where state = 'open';
create index credit_hold_ending on credit_hold (expires_at, account_id) where state = 'open';

comment on table credit_hold is 'Reserved credits and what became of them.';
comment on column credit_hold.part_grants is 'Which grants they are of, as they are spent; null where they are overdrawn';

create table credit_burn (
    account_id      text collate "C" not null,
    main_id         text collate "C" not null,
    period          timestamptz not null,
    subscription_id text collate "C" not null,
    plan            text collate "C" not null,
    version         integer not null,
    charge          text collate "C" not null,
    unit            text,
    part_grants     text[] not null,
    part_amounts    numeric(38, 12)[] not null,
    primary key (account_id, period, main_id, subscription_id, plan, version, charge),
    check (cardinality(part_grants) = cardinality(part_amounts)),
    check (unit is not null or part_grants = '{}')
);

comment on table credit_burn is 'What usage has burnt for a line of a billing period, and of which grants.';
comment on column credit_burn.period is 'When the billing period began';
comment on column credit_burn.main_id is 'The main subscription whose billing period it is';

-- Everything that time does to credits of an account, each at its instant: holds and grants end, grants begin that will repay
-- what is overdrawn, plans give and take.
create view credits_due with (security_invoker = true) as
    select account_id, expires_at as at
      from credit_hold
     where state = 'open'
    union all
    select account_id, expires_at
      from credit_grant
     where is_open and closed_to is null and expires_at is not null
    union all
    select account_id, effective_at
      from ledger_balance as overdrawn
      join credit_grant using (account_id, unit)
     where overdrawn.ledger_account = 'overdrawn' and overdrawn.amount < 0
       and is_open and closed_to is null and unspent > 0 and meters = '{}' and features = '{}'
       and effective_at is not null
    union all
    select account_id, planned_at
      from ledger_head
     where planned_at is not null;

-- ---------------------------------------------------------------- who may

call isolate_by_account('ledger_head');
call isolate_by_account('credit_line');
call isolate_by_account('ledger_balance');
call isolate_by_account('journal_entry');
call isolate_by_account('credit_grant');
call isolate_by_account('credit_hold');
call isolate_by_account('credit_burn');

-- where chains end, which accounts want credits, what is due
call let_system_look_up('ledger_head');
call let_system_look_up('ledger_balance');
call let_system_look_up('credit_grant');
call let_system_look_up('credit_hold');
grant select on credits_due to countinghouse_service, countinghouse_system;

grant select, insert on ledger_head, credit_line, ledger_balance, journal_entry, credit_grant, credit_hold, credit_burn
    to countinghouse_service;
grant update (entries, seal, last_at, planned_at, top_up_below, top_up_minor, top_up_monthly_minor,
              top_up_currency, top_up_wanted) on ledger_head to countinghouse_service;
grant update (amount) on credit_line, ledger_balance to countinghouse_service;
grant update (amount, unspent, held, repaid, closed_to, is_open) on credit_grant to countinghouse_service;
grant update (expires_at, state, captured, part_grants, part_amounts) on credit_hold to countinghouse_service;
grant update (unit, part_grants, part_amounts) on credit_burn to countinghouse_service;
