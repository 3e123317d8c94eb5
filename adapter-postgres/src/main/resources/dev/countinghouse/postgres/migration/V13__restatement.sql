-- What becomes of usage that changes after it was invoiced.

create table usage_invoiced (
    account_id     text collate "C" primary key,
    invoiced_until timestamptz not null,
    changed_since  timestamptz,
    settle_at      timestamptz
);

create index usage_invoiced_to_settle on usage_invoiced (settle_at, account_id) where changed_since is not null;

comment on table usage_invoiced is 'Up to where the usage of an account is invoiced, and from where on it has changed since.';
comment on column usage_invoiced.changed_since is 'Written in the transaction that changes the usage; null when all is restated';
comment on column usage_invoiced.settle_at is 'From when on a change is invoiced by itself; null while it waits for the next invoice';

create table restatement (
    account_id      text collate "C" not null,
    subscription_id text collate "C" not null,
    boundary        timestamptz not null,
    ordinal         bigint generated always as identity,
    invoice_series  text collate "C" not null,
    invoice_number  bigint not null,
    document        json not null,
    primary key (account_id, subscription_id, boundary, ordinal),
    foreign key (account_id, invoice_series, invoice_number) references invoice (account_id, series, number)
);

comment on table restatement is 'A boundary as it would be invoiced today. The last one is what has been billed for it. Never changed, never deleted.';
comment on column restatement.invoice_number is 'The invoice with the adjustment lines that lead there';

-- What was invoiced before this table existed. The next invoice looks at the period before it again, as every invoice does.
alter table subscription no force row level security;

insert into usage_invoiced (account_id, invoiced_until)
select account_id, max(billed_through)
  from subscription
 where role = 'main' and billed_through is not null
 group by account_id;

alter table subscription force row level security;

call isolate_by_account('usage_invoiced');
call isolate_by_account('restatement');
call let_system_look_up('usage_invoiced');
grant select, insert, update on usage_invoiced to countinghouse_service;
grant select, insert on restatement to countinghouse_service;
