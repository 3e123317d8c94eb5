package dev.countinghouse.billing.domain.alert;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.money.Fraction;
import dev.countinghouse.billing.domain.period.Period;
import java.time.Instant;
import java.util.Optional;

/**
 * A threshold was reached.
 *
 * @param period the billing period it was reached in
 * @param threshold in per cent of the limit
 * @param used when it was found
 * @param raisedAt when it was found
 */
public record Alert(
        AccountId account,
        AlertSubject subject,
        Period period,
        Fraction threshold,
        Fraction used,
        Fraction limit,
        Instant raisedAt,
        Optional<Acknowledgement> acknowledged) {

    /** Somebody has taken notice. */
    public record Acknowledgement(String by, Instant at) {}

    public AlertId id() {
        return AlertId.of(subject, period.start(), threshold);
    }

    /** The first to take notice stays the one who did. */
    public Alert acknowledged(String by, Instant at) {
        return acknowledged.isPresent()
                ? this
                : new Alert(
                        account,
                        subject,
                        period,
                        threshold,
                        used,
                        limit,
                        raisedAt,
                        Optional.of(new Acknowledgement(by, at)));
    }
}
