package dev.countinghouse.billing.ports.http;

import dev.countinghouse.billing.domain.gate.Call;
import dev.countinghouse.billing.domain.metering.EventData;
import dev.countinghouse.billing.domain.metering.Meter;
import dev.countinghouse.billing.domain.metering.Value;
import dev.countinghouse.billing.domain.money.Fraction;
import dev.countinghouse.billing.ports.driving.GuardCalls.Guarded;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A request that was admitted, until what it has used is recorded. */
public final class ServedRequest {

    /** @param call with the most that it may use */
    record Counted(Call call, Meter meter) {}

    private final Counted counted;
    private final AtomicReference<@Nullable Guarded> running;
    private final boolean chargesFailures;
    private final boolean repeated;
    private final Map<String, String> headers;

    private ServedRequest(
            Counted counted,
            @Nullable Guarded running,
            boolean chargesFailures,
            boolean repeated,
            Map<String, String> headers) {
        this.counted = counted;
        this.running = new AtomicReference<>(running);
        this.chargesFailures = chargesFailures;
        this.repeated = repeated;
        this.headers = Map.copyOf(headers);
    }

    static ServedRequest running(
            Counted counted, Guarded running, boolean chargesFailures, Map<String, String> headers) {
        return new ServedRequest(counted, running, chargesFailures, false, headers);
    }

    /** One that was served and counted before: there is nothing to settle. */
    static ServedRequest again(Counted counted, Map<String, String> headers) {
        return new ServedRequest(counted, null, false, true, headers);
    }

    /** What limits leave, for the answer. */
    public Map<String, String> headers() {
        return headers;
    }

    /** Whether it was served and counted before: what serves it answers what it did then. */
    public boolean repeated() {
        return repeated;
    }

    /**
     * Ends it, once: what is told after that changes nothing. Where the storage cannot be reached what was used is kept, see
     * {@link dev.countinghouse.billing.ports.driving.SettleCalls#recordOffline}.
     *
     * @param used as what served it tells, 0 if it is given up; empty if nothing was told: then it is what was reserved
     * @param failed whether it failed before anything was sent; then nothing was used, unless it is told or failures are
     *     charged
     * @throws IllegalArgumentException if the meter cannot count what was told: what was reserved is recorded in its place
     * @throws RuntimeException if it could not be recorded; {@link #toString} says of which call
     */
    public void settle(Optional<Fraction> used, boolean failed) {
        Guarded guarded = running.getAndSet(null);
        if (guarded == null) {
            return;
        }
        boolean nothing = used.map(units -> units.signum() == 0).orElse(failed && !chargesFailures);
        try (guarded) {
            if (!nothing) {
                guarded.used(counted.call().data());
                used.ifPresent(units -> guarded.used(data(units)));
            }
        }
    }

    private EventData data(Fraction units) {
        Call told = Call.of(
                counted.call().id(), counted.call().account(), counted.meter(), units, Map.of(), new TreeMap<>());
        TreeMap<String, Value> values = new TreeMap<>(counted.call().data().values());
        values.putAll(told.data().values());
        return new EventData(values);
    }

    /** Enough to record it by hand. */
    @Override
    public String toString() {
        Call call = counted.call();
        return "call '" + call.id() + "' of account '" + call.account() + "', " + call.type() + " "
                + call.data().values().entrySet().stream()
                        .map(value -> value.getKey() + "=" + value.getValue().asText())
                        .collect(Collectors.joining(", ", "{", "}"));
    }
}
