package dev.countinghouse.app.rest.body;

import dev.countinghouse.app.rest.problem.ProblemException;
import dev.countinghouse.billing.domain.money.Fraction;
import dev.countinghouse.billing.domain.quota.Thresholds;
import java.util.List;

/** Thresholds as the API writes them: decimal numbers of per cent. */
public final class Percents {

    private static final String FIELD = "thresholds";

    private Percents() {}

    /** @throws ProblemException naming the field */
    public static Thresholds parse(List<String> texts) {
        List<Fraction> percents =
                texts.stream().map(text -> Decimals.parse(FIELD, text)).toList();
        try {
            return new Thresholds(percents);
        } catch (IllegalArgumentException refused) {
            throw ProblemException.invalid(FIELD, String.valueOf(refused.getMessage()));
        }
    }

    public static List<String> texts(Thresholds thresholds) {
        return texts(thresholds.percents());
    }

    public static List<String> texts(List<Fraction> percents) {
        return percents.stream().map(Decimals::text).toList();
    }
}
