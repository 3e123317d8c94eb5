-- What a payment provider that invoices calls prices and coupons. Empty where the service invoices itself.

create table provider_price (
    plan    text collate "C" not null,
    version integer not null,
    charge  text collate "C" not null,
    product text not null,
    price   text not null,
    meter   text,
    primary key (plan, version, charge),
    foreign key (plan, version) references plan_version
);

comment on table provider_price is 'What the provider calls the price of a charge of a plan version. None is deleted: subscriptions may be on any version. Global.';
comment on column provider_price.meter is 'What counts its usage; null for a fee';

create table provider_coupon (
    coupon    text collate "C" primary key,
    reference text not null,
    terms     text not null
);

comment on table provider_coupon is 'What the provider calls a coupon as it is given now. Global.';
comment on column provider_coupon.terms is 'What it takes off, for people';

grant select on provider_price, provider_coupon to countinghouse_service;
grant select, insert, update on provider_price, provider_coupon to countinghouse_system;
