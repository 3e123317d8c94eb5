package dev.countinghouse.billing.ports.engine;

import dev.countinghouse.billing.domain.plan.Catalogue;

/** A catalogue that has one of everything the engine has to deal with. */
final class Shop {

    static final String TEXT =
            """
            catalogue: 1
            currency: USD
            meters:
              tokens: {unit: token, event: used, aggregation: sum, property: tokens, dimensions: [model, project]}
              calls: {unit: call, event: used, aggregation: count, dimensions: [project]}
              peak: {unit: GB, event: memory, aggregation: max, property: gb}
              users: {unit: user, event: login, aggregation: unique, property: user}
              seats: {unit: seat, event: seats, aggregation: latest, property: seats}
              disk: {unit: GB, event: disk, aggregation: time_weighted, property: gb, series: disk, dimensions: [kind]}
            plans:
              small:
                every: month
                allowances:
                  tokens: {included: 1000, cap: none}
                  calls: {included: 10, cap: hard}
                  users: {included: 2, cap: soft}
                charges:
                  base: {name: Small, fee: 10.00}
                  support: {name: Support, fee: 3.00, in: arrears}
                  tokens: {meter: tokens, per_unit: 0.01}
                  disk: {meter: disk, per_unit: 1.00}
                entitlements:
                  export: true
                  runs: {meter: tokens}
                upgrades: [large]
              large:
                every: month
                allowances:
                  tokens: {included: 5000, cap: none}
                charges:
                  base: {name: Large, fee: 40.00}
                  tokens:
                    meter: tokens
                    matrix:
                      dimensions: [model]
                      cells: [{model: big, price: 0.03}]
                      otherwise: 0.005
                  calls: {meter: calls, graduated: {tiers: [{up_to: 5, price: 0}, {price: 0.20}]}}
                  peak: {meter: peak, per_unit: 0.50}
                  users: {meter: users, per_unit: 1.00}
                  seats: {meter: seats, volume: {tiers: [{up_to: 3, price: 2.00}, {price: 1.50}]}}
                  disk: {meter: disk, package: {price: 2.00, size: 10}}
                minimum_spend: 5.00
                maximum_spend: 500.00
              fresh:
                every: month
                allowances:
                  tokens: {included: 2000, cap: none}
                charges:
                  base: {name: Fresh, fee: 20.00}
                  tokens: {meter: tokens, per_unit: 0.02}
                on_change: {allowance: restart, proration: second}
              yearly:
                every: year
                usage_every: month
                charges:
                  base: {name: Yearly, fee: 365.00}
                  tokens: {meter: tokens, per_unit: 0.01}
              weekly:
                every: week
                charges:
                  base: {name: Weekly, fee: 7.00}
              fortnightly:
                every: 2 weeks
                charges:
                  base: {name: Fortnightly, fee: 14.00}
              tried:
                every: month
                phases:
                  - {key: trial, trial: true, for: 14 days, allowances: {tokens: {included: 100, cap: hard}}}
                  - {key: intro, for: 2 months, percent_off: 50, allowances: {tokens: {included: 3000, cap: none}}}
                allowances:
                  tokens: {included: 1000, cap: none}
                charges:
                  base: {name: Tried, fee: 30.00}
                  tokens: {meter: tokens, per_unit: 0.01}
              boost:
                role: add_on
                every: month
                allowances:
                  tokens: {included: 500, cap: none}
                charges:
                  base: {name: Boost, fee: 6.00}
                entitlements:
                  models: [big]
              boost-yearly:
                role: add_on
                every: year
                usage_every: month
                charges:
                  base: {name: Boost for a year, fee: 73.00}
              weekly-boost:
                role: add_on
                every: week
                charges:
                  base: {name: Boost for a week, fee: 2.00}
              euro:
                currency: EUR
                every: month
                charges:
                  base: {name: Euro, fee: 9.00}
              euro-boost:
                currency: EUR
                role: add_on
                every: month
                charges:
                  base: {name: Euro boost, fee: 9.00}
            coupons:
              half: {percent_off: 50, invoices: 2}
              three: {amount_off: 3.00, invoices: once}
              euros: {amount_off: 3.00, currency: EUR, invoices: once}
            """;

    static final Catalogue CATALOGUE = Workbench.catalogue(TEXT);

    private Shop() {}

    /** An account in a shop that opens on the first of March. */
    static Workbench opened() {
        return Workbench.at("2026-03-01T00:00:00Z", CATALOGUE).open(Workbench.ACME);
    }
}
