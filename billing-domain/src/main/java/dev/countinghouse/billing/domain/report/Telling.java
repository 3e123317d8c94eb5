package dev.countinghouse.billing.domain.report;

import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The tallies of one meter of an account, and what is to be told next. A period that the provider has closed is told in the
 * one that is open. He takes a negative sum of a period for none, so no more is taken back from a period than it has: the
 * rest is held until there is room.
 */
public record Telling(List<MeterTally> tallies) {

    /**
     * Where something can be told now.
     *
     * @param at the time it is told for
     */
    public record Place(Instant periodStart, Instant at) {}

    /** A difference, and where it goes. */
    public record Wish(MeterTally of, MeterTally toldIn, Instant at, BigInteger difference) {

        /** @param refusals how many before it were refused in a row */
        public UsageReport report(long sequence, Instant madeAt, int refusals) {
            return UsageReport.of(of, toldIn, sequence, at, difference, madeAt, refusals);
        }
    }

    public Telling {
        tallies = tallies.stream()
                .sorted(Comparator.comparing(tally -> tally.period().start()))
                .toList();
    }

    /** @param places where a tally can be told; empty if nowhere, which holds it back */
    public Optional<Wish> next(Function<MeterTally, Optional<Place>> places) {
        for (MeterTally tally : tallies) {
            Optional<Wish> wish =
                    tally.isTold() ? Optional.empty() : places.apply(tally).flatMap(place -> wish(tally, place));
            if (wish.isPresent()) {
                return wish;
            }
        }
        return Optional.empty();
    }

    private Optional<Wish> wish(MeterTally tally, Place place) {
        MeterTally toldIn = at(place.periodStart());
        BigInteger room = toldIn.there().max(BigInteger.ZERO).negate();
        BigInteger difference = tally.missing().max(room);
        return difference.signum() == 0
                ? Optional.empty()
                : Optional.of(new Wish(tally, toldIn, place.at(), difference));
    }

    private MeterTally at(Instant start) {
        return tallies.stream()
                .filter(tally -> tally.period().start().equals(start))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no tally begins at " + start));
    }

    /** With a report counted as told. */
    public Telling with(UsageReport report) {
        return counting(report, report.difference());
    }

    /** With a report that was counted as told, and is not there. */
    public Telling without(UsageReport report) {
        return counting(report, report.difference().negate());
    }

    private Telling counting(UsageReport report, BigInteger difference) {
        List<MeterTally> counted = new ArrayList<>();
        for (MeterTally tally : tallies) {
            Instant start = tally.period().start();
            MeterTally reckoned = start.equals(report.period().start()) ? tally.reckoned(difference) : tally;
            counted.add(start.equals(report.toldIn().start()) ? reckoned.placed(difference) : reckoned);
        }
        return new Telling(counted);
    }
}
