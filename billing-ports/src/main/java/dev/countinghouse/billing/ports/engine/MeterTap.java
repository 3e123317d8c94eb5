package dev.countinghouse.billing.ports.engine;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.gate.Call;
import dev.countinghouse.billing.domain.gate.ReservationId;
import dev.countinghouse.billing.domain.metering.Meter;
import dev.countinghouse.billing.domain.money.Fraction;
import dev.countinghouse.billing.ports.driven.UnavailableException;
import dev.countinghouse.billing.ports.driving.AdmitCalls;
import dev.countinghouse.billing.ports.driving.AdmitCalls.Outcome;
import dev.countinghouse.billing.ports.driving.SettleCalls;
import dev.countinghouse.billing.ports.driving.TapMeters.Tap;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A reservation that is handed out unit by unit: settled at what was taken of it, and followed by another. */
final class MeterTap implements Tap {

    private static final Duration LASTS = Duration.ofMinutes(5);

    /** Well before the reservation expires. */
    private static final Duration USED_FOR = LASTS.dividedBy(2);

    private static final Duration AGAIN = Duration.ofSeconds(10);

    private final AdmitCalls admitter;
    private final SettleCalls settler;
    private final AccountId account;
    private final Meter meter;
    private final Map<String, String> dimensions;
    private final long atOnce;
    private final Supplier<ReservationId> ids;
    private final ScheduledExecutorService timer;

    private final AtomicLong left = new AtomicLong();
    private @Nullable Call reserved;
    private long size;

    MeterTap(
            AdmitCalls admitter,
            SettleCalls settler,
            AccountId account,
            Meter meter,
            Map<String, String> dimensions,
            long atOnce,
            Supplier<ReservationId> ids,
            ScheduledExecutorService timer) {
        if (atOnce < 1) {
            throw new IllegalArgumentException("atOnce is " + atOnce + ", it must be at least 1");
        }
        this.admitter = admitter;
        this.settler = settler;
        this.account = account;
        this.meter = meter;
        this.dimensions = Map.copyOf(dimensions);
        this.atOnce = atOnce;
        this.ids = ids;
        this.timer = timer;
    }

    @Override
    public boolean take(long units) {
        if (units < 1) {
            throw new IllegalArgumentException("units is " + units + ", it must be at least 1");
        }
        for (long before = left.get(); before >= units; before = left.get()) {
            if (left.compareAndSet(before, before - units)) {
                return true;
            }
        }
        return refill(units);
    }

    private synchronized boolean refill(long units) {
        if (takeNow(units)) {
            return true;
        }
        settle();
        for (long wanted = Math.max(atOnce, units); wanted >= units; wanted = smaller(wanted, units)) {
            if (reserve(wanted, units)) {
                return true;
            }
            if (wanted == units) {
                return false;
            }
        }
        return false;
    }

    private boolean takeNow(long units) {
        long after = left.addAndGet(-units);
        if (after < 0) {
            left.addAndGet(units);
        }
        return after >= 0;
    }

    private static long smaller(long wanted, long units) {
        return Math.max(units, wanted / 2);
    }

    /** @param taken of it at once, before others find it */
    private boolean reserve(long wanted, long taken) {
        Call call = call(ids.get(), wanted);
        Outcome outcome = admitter.reserve(call, LASTS);
        if (outcome instanceof Outcome.Invalid invalid) {
            throw new IllegalArgumentException(invalid.field() + ": " + invalid.reason());
        }
        if (!(outcome instanceof Outcome.Admitted)) {
            return false;
        }
        reserved = call;
        size = wanted;
        left.set(wanted - taken);
        settleLater(call, USED_FOR);
        return true;
    }

    /** A timer, because reading a clock takes longer than everything else. */
    private void settleLater(Call call, Duration wait) {
        timer.schedule(() -> settle(call), wait.toMillis(), TimeUnit.MILLISECONDS);
    }

    private synchronized void settle(Call call) {
        if (call.equals(reserved)) {
            try {
                settle();
            } catch (UnavailableException later) {
                settleLater(call, AGAIN);
            }
        }
    }

    private Call call(ReservationId id, long units) {
        return Call.of(id, account, meter, Fraction.of(units), dimensions, new TreeMap<>());
    }

    /** Whoever takes at this moment finds nothing left, and waits for what comes next. */
    private void settle() {
        Call call = reserved;
        if (call == null) {
            return;
        }
        long rest = left.getAndSet(0);
        // what is left is known now; if recording it fails, it is known the next time
        long taken = size - rest;
        size = taken;
        if (taken > 0) {
            SettleCalls.Outcome outcome = settler.capture(call(call.id(), taken));
            if (!(outcome instanceof SettleCalls.Outcome.Done)) {
                throw new IllegalStateException(taken + " units of meter " + meter.key() + " of account " + account
                        + " were taken and cannot be recorded: " + outcome);
            }
        } else {
            settler.release(account, call.id());
        }
        reserved = null;
    }

    @Override
    public synchronized void flush() {
        settle();
    }

    @Override
    public void close() {
        flush();
    }
}
