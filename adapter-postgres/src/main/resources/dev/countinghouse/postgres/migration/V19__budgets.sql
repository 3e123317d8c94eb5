-- What accounts want to spend.

create table budget (
    account_id    text collate "C" not null,
    budget_id     text collate "C" not null,
    measure       text not null check (measure in ('charge', 'cost')),
    amount_minor  bigint not null check (amount_minor > 0),
    currency      text not null,
    dimension     text,
    part          text,
    days          integer check (days > 0),
    kind          text not null check (kind in ('soft', 'hard')),
    percents      text[],
    primary key (account_id, budget_id),
    check ((dimension is null) = (part is null))
);

comment on table budget is 'An amount that is meant to be enough for an account, or for what carries one value of a dimension.';
comment on column budget.amount_minor is 'Minor units of the currency';
comment on column budget.days is 'Of a window that rolls; null for the billing period';
comment on column budget.percents is 'Thresholds, numerator/denominator each; null for those of the account';

call isolate_by_account('budget');
grant select, insert, update, delete on budget to countinghouse_service;
