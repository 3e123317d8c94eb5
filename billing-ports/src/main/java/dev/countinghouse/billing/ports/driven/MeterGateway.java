package dev.countinghouse.billing.ports.driven;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.notice.Notice;
import dev.countinghouse.billing.domain.period.Period;
import dev.countinghouse.billing.domain.report.ReportId;
import dev.countinghouse.billing.domain.report.UsageReport;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;

/**
 * A provider that invoices by himself, as far as he adds up usage. Called outside of transactions, like {@link PaymentGateway},
 * and what is said there about answers that do not come holds here: whoever is not answered tells the same report again, within
 * a day.
 */
public interface MeterGateway {

    /**
     * Tells a report; its account's customer is created if there is none. Under its id it is counted once, if it is told again
     * within a day. It takes a while until it is in {@link #total}.
     *
     * <p>Of one account and meter one report at a time is told, by whoever has claimed the account.
     */
    Answer tell(UsageReport report);

    /**
     * What the provider has counted of a meter for an account's customer with times in a window; late by minutes; nothing if
     * there is no such customer yet. Empty if he has no such meter.
     *
     * @param window whole minutes
     */
    Optional<BigInteger> total(AccountId account, String meter, Period window);

    /** Which reports a notice says are not counted after all; empty if it is not about that. */
    List<Complaint> complaints(Notice notice);

    /**
     * What the provider says to a report.
     *
     * @param refusal why he does not count it, in words that may be shown; empty if he does
     */
    record Answer(Optional<String> refusal) {

        public static final Answer TAKEN = new Answer(Optional.empty());

        public static Answer refused(String reason) {
            return new Answer(Optional.of(reason));
        }
    }

    /** A report that was taken and is not counted, and why. */
    record Complaint(ReportId report, String reason) {}
}
