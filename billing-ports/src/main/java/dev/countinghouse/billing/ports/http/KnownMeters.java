package dev.countinghouse.billing.ports.http;

import dev.countinghouse.billing.domain.metering.Meter;
import dev.countinghouse.billing.domain.metering.MeterKey;
import dev.countinghouse.billing.domain.plan.Catalogue;
import dev.countinghouse.billing.ports.driven.UnavailableException;
import dev.countinghouse.billing.ports.driving.ReadCatalogue;
import dev.countinghouse.billing.ports.driving.ReadTime;
import dev.countinghouse.billing.ports.driving.UnknownException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** The meters of the catalogue, remembered for a minute so that not every request asks the storage for them. */
final class KnownMeters {

    private static final Duration FRESH = Duration.ofMinutes(1);

    private record Seen(Catalogue catalogue, Instant until) {}

    private final ReadCatalogue catalogues;
    private final ReadTime time;
    private volatile Seen seen = new Seen(Catalogue.EMPTY, Instant.MIN);

    KnownMeters(ReadCatalogue catalogues, ReadTime time) {
        this.catalogues = catalogues;
        this.time = time;
    }

    Meter of(MeterKey key) {
        Instant now = time.now();
        Seen before = seen;
        Optional<Meter> known = before.catalogue().meter(key);
        if (known.isPresent() && now.isBefore(before.until())) {
            return known.get();
        }
        try {
            Catalogue current =
                    catalogues.current().map(ReadCatalogue.Published::catalogue).orElse(Catalogue.EMPTY);
            seen = new Seen(current, now.plus(FRESH));
            return current.meter(key)
                    .orElseThrow(() -> new UnknownException("there is no meter '" + key + "', the meters are "
                            + current.meters().keySet()));
        } catch (UnavailableException away) {
            // its own terms say what becomes of its calls then
            return known.orElseThrow(() -> away);
        }
    }
}
