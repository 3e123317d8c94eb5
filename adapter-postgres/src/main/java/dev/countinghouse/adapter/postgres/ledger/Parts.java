package dev.countinghouse.adapter.postgres.ledger;

import dev.countinghouse.adapter.postgres.transaction.Row;
import dev.countinghouse.billing.domain.credit.Part;
import dev.countinghouse.billing.domain.ledger.CreditUnit;
import dev.countinghouse.billing.domain.ledger.Credits;
import dev.countinghouse.billing.domain.ledger.GrantId;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The parts of a hold or a burn as two arrays side by side; they are all of one unit. */
final class Parts {

    private Parts() {}

    static List<Optional<String>> grants(List<Part> parts) {
        return parts.stream().map(part -> part.grant().map(GrantId::value)).toList();
    }

    static List<BigDecimal> amounts(List<Part> parts) {
        return parts.stream().map(part -> part.amount().value()).toList();
    }

    static List<Part> read(Row row, CreditUnit unit) throws SQLException {
        List<Optional<String>> grants = row.optionalElements("part_grants");
        List<BigDecimal> amounts = row.decimals("part_amounts");
        List<Part> parts = new ArrayList<>(grants.size());
        for (int i = 0; i < grants.size(); i++) {
            parts.add(new Part(grants.get(i).map(GrantId::new), new Credits(amounts.get(i), unit)));
        }
        return parts;
    }
}
