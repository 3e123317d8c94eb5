package dev.countinghouse.app.rest.credit;

import dev.countinghouse.app.rest.body.Decimals;
import dev.countinghouse.app.rest.body.Fields;
import dev.countinghouse.app.rest.problem.ProblemException;
import dev.countinghouse.billing.domain.ledger.CreditUnit;
import dev.countinghouse.billing.domain.ledger.Credits;

/** Credits as fields of a body say them; what is wrong is said with the field's name. */
final class Amounts {

    private Amounts() {}

    static CreditUnit unit(String field, String code) {
        return Fields.read(field, code, CreditUnit::new);
    }

    static Credits credits(String field, String amount, CreditUnit unit) {
        Decimals.parse(field, amount);
        return Fields.read(field, amount, text -> Credits.parse(text, unit));
    }

    static Credits positive(String field, String amount, CreditUnit unit) {
        Credits credits = credits(field, amount, unit);
        if (credits.signum() <= 0) {
            throw ProblemException.invalid(field, "is '" + amount + "', it must be above 0");
        }
        return credits;
    }

    static Credits notNegative(String field, String amount, CreditUnit unit) {
        Credits credits = credits(field, amount, unit);
        if (credits.signum() < 0) {
            throw ProblemException.invalid(field, "is '" + amount + "', it must be 0 or more");
        }
        return credits;
    }
}
