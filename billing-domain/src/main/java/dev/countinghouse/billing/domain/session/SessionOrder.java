package dev.countinghouse.billing.domain.session;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.metering.MeterKey;
import java.time.Duration;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What is to run.
 *
 * @param meter that adds up seconds
 * @param attributes what its usage carries: its size, the user, the project
 * @param longest after which it is ended; empty if only credits end it
 * @param sandbox what it runs in, created before its time begins and deleted after it; empty if the host sees to that
 */
public record SessionOrder(
        SessionId id,
        AccountId account,
        MeterKey meter,
        SortedMap<String, String> attributes,
        Optional<Duration> longest,
        Optional<SandboxTemplate> sandbox) {

    public SessionOrder {
        attributes = Collections.unmodifiableSortedMap(new TreeMap<>(attributes));
        longest.filter(duration -> duration.isNegative() || duration.isZero()).ifPresent(duration -> {
            throw new IllegalArgumentException("longest of session " + id + " is " + duration + ", it must be above 0");
        });
    }

    /** Of something the host starts and stops himself. */
    public SessionOrder(
            SessionId id,
            AccountId account,
            MeterKey meter,
            SortedMap<String, String> attributes,
            Optional<Duration> longest) {
        this(id, account, meter, attributes, longest, Optional.empty());
    }

    public SessionOrder in(SandboxTemplate template) {
        return new SessionOrder(id, account, meter, attributes, longest, Optional.of(template));
    }
}
