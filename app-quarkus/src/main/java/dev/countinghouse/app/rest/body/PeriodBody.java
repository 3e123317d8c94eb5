package dev.countinghouse.app.rest.body;

import dev.countinghouse.billing.domain.period.Period;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

@Schema(name = "Period", description = "From its start up to, but without, its end")
public record PeriodBody(Instant start, Instant end) {

    public static PeriodBody of(Period period) {
        return new PeriodBody(period.start(), period.end());
    }
}
