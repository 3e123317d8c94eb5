package dev.countinghouse.billing.ports.engine;

import dev.countinghouse.billing.domain.gate.Call;
import dev.countinghouse.billing.domain.gate.Reservation;
import dev.countinghouse.billing.domain.metering.EventData;
import dev.countinghouse.billing.domain.metering.Value;
import dev.countinghouse.billing.ports.driven.UnavailableException;
import dev.countinghouse.billing.ports.driving.AdmitCalls;
import dev.countinghouse.billing.ports.driving.AdmitCalls.Decision;
import dev.countinghouse.billing.ports.driving.AdmitCalls.Outcome;
import dev.countinghouse.billing.ports.driving.GuardCalls;
import dev.countinghouse.billing.ports.driving.SettleCalls;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

final class CallGuard implements GuardCalls {

    private final AdmitCalls admitter;
    private final SettleCalls settler;
    private final OfflineCalls offline;
    private final ModelCallWeigher weigher;

    CallGuard(AdmitCalls admitter, SettleCalls settler, OfflineCalls offline, ModelCallWeigher weigher) {
        this.admitter = admitter;
        this.settler = settler;
        this.offline = offline;
        this.weigher = weigher;
    }

    @Override
    public Guarded open(Call call, Duration lasts) {
        Outcome outcome = admitter.reserve(call, lasts);
        if (outcome instanceof Outcome.Admitted admitted) {
            return new Running(call, admitted.decision());
        }
        if (outcome instanceof Outcome.Refused refused) {
            throw new RefusedException(refused.decision());
        }
        throw new IllegalArgumentException(
                outcome instanceof Outcome.Invalid invalid
                        ? invalid.field() + ": " + invalid.reason()
                        : ((Outcome.Conflict) outcome).reason());
    }

    @Override
    public Opening openOnce(Call call, Duration lasts) {
        Outcome outcome = admitter.reserve(call, lasts);
        if (outcome instanceof Outcome.Admitted admitted) {
            return admitted.repeated()
                    ? taken(admitted.reservation().orElseThrow(), Optional.of(admitted.decision()))
                    : new Opening.Opened(new Running(call, admitted.decision()));
        }
        if (outcome instanceof Outcome.Refused refused) {
            return new Opening.Refused(refused.decision());
        }
        if (outcome instanceof Outcome.Conflict conflict) {
            return taken(conflict.earlier(), Optional.empty());
        }
        Outcome.Invalid invalid = (Outcome.Invalid) outcome;
        return new Opening.Invalid(invalid.field(), invalid.reason());
    }

    /** A holder of leases does not know whether what it has admitted was recorded. */
    private Opening taken(Reservation earlier, Optional<Decision> decision) {
        Call call = earlier.call();
        return new Opening.Taken(settler.find(call.account(), call.id()).orElse(earlier), decision);
    }

    private final class Running implements Guarded {

        private final Call call;
        private final Decision decision;
        private final SortedMap<String, BigDecimal> counted = new TreeMap<>();
        private Optional<EventData> told = Optional.empty();
        private boolean closed;

        Running(Call call, Decision decision) {
            this.call = call;
            this.decision = decision;
        }

        @Override
        public Decision decision() {
            return decision;
        }

        @Override
        public void used(EventData all) {
            told = Optional.of(all);
            counted.clear();
        }

        @Override
        public void count(String property, long more) {
            counted.merge(property, BigDecimal.valueOf(more), BigDecimal::add);
        }

        @Override
        public void close() {
            if (closed) {
                return;
            }
            closed = true;
            used().ifPresentOrElse(this::record, this::giveUp);
        }

        private Optional<EventData> used() {
            if (counted.isEmpty()) {
                return told;
            }
            SortedMap<String, Value> data =
                    new TreeMap<>(told.orElse(call.data()).values());
            counted.forEach((property, number) -> {
                BigDecimal before = told.isPresent() && data.get(property) instanceof Value.Numeric numeric
                        ? numeric.number()
                        : BigDecimal.ZERO;
                data.put(property, new Value.Numeric(before.add(number)));
            });
            return Optional.of(weigher.again(call.type(), new EventData(data)));
        }

        private void record(EventData used) {
            Call done = new Call(call.id(), call.account(), call.type(), used, call.features());
            SettleCalls.Outcome outcome;
            try {
                outcome = settler.capture(done);
            } catch (UnavailableException gone) {
                offline.keep(done);
                return;
            }
            if (outcome instanceof SettleCalls.Outcome.Invalid invalid) {
                throw new IllegalArgumentException(invalid.field() + ": " + invalid.reason());
            }
            if (outcome instanceof SettleCalls.Outcome.Conflict conflict) {
                throw new IllegalStateException(conflict.reason());
            }
        }

        /** What nobody gives up goes back when its time is over. */
        private void giveUp() {
            try {
                settler.release(call.account(), call.id());
            } catch (UnavailableException gone) {
                offline.settled(call.account(), call.id());
            }
        }
    }
}
