package dev.countinghouse.example;

import dev.countinghouse.billing.domain.account.Account;
import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.account.Party;
import dev.countinghouse.billing.domain.account.TaxRate;
import dev.countinghouse.billing.domain.money.Fraction;
import dev.countinghouse.billing.domain.period.Period;
import dev.countinghouse.billing.domain.plan.PlanKey;
import dev.countinghouse.billing.domain.subscription.SubscriptionId;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.Currency;
import java.util.List;
import java.util.TreeSet;

/** The two customers of the example. Each has its own currency, time zone and tax, and two projects. */
enum Customer {
    HARBOR(
            new Account(
                    new AccountId("harbor-vale"),
                    new Party("Harbor & Vale LLC", List.of("12 Quay Street", "New York, NY"), ""),
                    ZoneId.of("America/New_York"),
                    Currency.getInstance("USD"),
                    List.of(),
                    new TreeSet<>()),
            "team",
            "scale",
            "contracts",
            "helpdesk"),
    LINDENHOF(
            new Account(
                    new AccountId("lindenhof"),
                    new Party("Lindenhof GmbH", List.of("Lindenallee 3", "Berlin"), "DE000000000"),
                    ZoneId.of("Europe/Berlin"),
                    Currency.getInstance("EUR"),
                    List.of(new TaxRate("vat-de", "VAT", Fraction.of(19))),
                    new TreeSet<>()),
            "team-eur",
            "scale-eur",
            "archive",
            "translation");

    final Account account;
    final PlanKey plan;
    final PlanKey otherPlan;
    final List<String> projects;

    Customer(Account account, String plan, String otherPlan, String... projects) {
        this.account = account;
        this.plan = new PlanKey(plan);
        this.otherPlan = new PlanKey(otherPlan);
        this.projects = List.of(projects);
    }

    AccountId id() {
        return account.id();
    }

    SubscriptionId subscription() {
        return new SubscriptionId(account.id() + "-main");
    }

    String label() {
        return account.party().name();
    }

    /** The month as the customer's own calendar has it: a month in Berlin begins five hours before one in New York. */
    Period month(YearMonth month) {
        return new Period(
                month.atDay(1).atStartOfDay(account.zone()).toInstant(),
                month.plusMonths(1).atDay(1).atStartOfDay(account.zone()).toInstant());
    }
}
