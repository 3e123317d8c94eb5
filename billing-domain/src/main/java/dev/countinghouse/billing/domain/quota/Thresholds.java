package dev.countinghouse.billing.domain.quota;

import dev.countinghouse.billing.domain.money.Fraction;
import java.util.List;

/** Percentages of a limit that are worth a message, the lowest first. None at all is a choice, too. */
public record Thresholds(List<Fraction> percents) {

    public static final int MOST = 10;
    private static final Fraction HIGHEST = Fraction.of(1_000);

    public static final Thresholds USUAL = new Thresholds(List.of(Fraction.of(80), Fraction.of(100), Fraction.of(120)));

    public Thresholds {
        for (Fraction percent : percents) {
            if (percent.signum() <= 0 || percent.compareTo(HIGHEST) > 0) {
                throw new IllegalArgumentException(
                        "threshold " + percent + " must be above 0 and at most " + HIGHEST + " per cent");
            }
        }
        percents = percents.stream().distinct().sorted().toList();
        if (percents.size() > MOST) {
            throw new IllegalArgumentException(
                    "there are " + percents.size() + " thresholds, at most " + MOST + " can be watched: " + percents);
        }
    }

    /** Those that so many per cent have reached, the lowest first. */
    public List<Fraction> reachedBy(Fraction percent) {
        return percents.stream()
                .filter(threshold -> percent.compareTo(threshold) >= 0)
                .toList();
    }
}
