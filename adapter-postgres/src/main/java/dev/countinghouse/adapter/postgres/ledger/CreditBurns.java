package dev.countinghouse.adapter.postgres.ledger;

import dev.countinghouse.adapter.postgres.transaction.Command;
import dev.countinghouse.adapter.postgres.transaction.Row;
import dev.countinghouse.billing.domain.credit.BookChanges;
import dev.countinghouse.billing.domain.credit.Burn;
import dev.countinghouse.billing.domain.credit.BurnLine;
import dev.countinghouse.billing.domain.ledger.CreditUnit;
import dev.countinghouse.billing.domain.plan.PlanKey;
import dev.countinghouse.billing.domain.plan.PlanVersionId;
import dev.countinghouse.billing.domain.subscription.SubscriptionId;
import dev.countinghouse.billing.ports.driven.Journal.Booked;
import dev.countinghouse.billing.ports.driven.Journal.Needs;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** What usage has burnt, by line. */
final class CreditBurns {

    private CreditBurns() {}

    static Command of(List<Needs> needs) {
        return Own.needed(needs, Needs::burnsOf)
                .instant(Own::value)
                .command(
                        """
                        select credit_burn.*
                          from unnest(?, ?) as wanted (account_id, period)
                          join credit_burn
                            on credit_burn.account_id = wanted.account_id
                           and credit_burn.period = wanted.period::timestamptz
                        """);
    }

    static List<Command> keep(Collection<Booked> booked) {
        return Own.of(Own.changed(booked, BookChanges::burns))
                .text(own -> own.value().line().main().value())
                .instant(own -> own.value().line().period())
                .text(own -> own.value().line().subscription().value())
                .text(own -> own.value().line().plan().plan().value())
                .whole(own -> own.value().line().plan().version())
                .text(own -> own.value().line().charge())
                .optionalText(own -> own.value().parts().stream()
                        .findFirst()
                        .map(part -> part.amount().unit().code()))
                .texts(own -> Parts.grants(own.value().parts()))
                .decimals(own -> Parts.amounts(own.value().parts()))
                .writing(
                        """
                        insert into credit_burn (
                            account_id, main_id, period, subscription_id, plan, version, charge,
                            unit, part_grants, part_amounts)
                        select account_id, main_id, period::timestamptz, subscription_id, plan, version::integer, charge,
                               unit, part_grants::text[], part_amounts::numeric[]
                          from unnest(?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                            as burnt (account_id, main_id, period, subscription_id, plan, version, charge,
                                      unit, part_grants, part_amounts)
                        on conflict (account_id, period, main_id, subscription_id, plan, version, charge) do update
                           set unit = excluded.unit, part_grants = excluded.part_grants,
                               part_amounts = excluded.part_amounts
                        """);
    }

    static Burn burn(Row row) throws SQLException {
        BurnLine line = new BurnLine(
                new SubscriptionId(row.text("main_id")),
                row.instant("period"),
                new SubscriptionId(row.text("subscription_id")),
                new PlanVersionId(new PlanKey(row.text("plan")), Math.toIntExact(row.whole("version"))),
                row.text("charge"));
        Optional<CreditUnit> unit = row.optionalText("unit").map(CreditUnit::new);
        return new Burn(line, unit.isPresent() ? Parts.read(row, unit.get()) : List.of());
    }
}
