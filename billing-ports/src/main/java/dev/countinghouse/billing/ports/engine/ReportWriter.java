package dev.countinghouse.billing.ports.engine;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.period.Period;
import dev.countinghouse.billing.domain.report.MeterTally;
import dev.countinghouse.billing.domain.report.MeterTimes;
import dev.countinghouse.billing.domain.report.ReportState;
import dev.countinghouse.billing.domain.report.Telling;
import dev.countinghouse.billing.domain.report.Telling.Place;
import dev.countinghouse.billing.domain.report.Telling.Wish;
import dev.countinghouse.billing.domain.report.UsageReport;
import dev.countinghouse.billing.ports.driven.Mirrors.Mirror;
import dev.countinghouse.billing.ports.driven.Scope;
import dev.countinghouse.billing.ports.driven.UsageReports.Next;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Decides what is told next of an account. The notes that brought it here are taken off before usage is read, and notes, totals
 * and new reports are one transaction behind the account's lock, so that what changes is either in them or noted still.
 */
final class ReportWriter {

    /** How often a level that lasts is told, although nothing happens. */
    private static final Duration WHILE_LEVELS_LAST = Duration.ofHours(1);

    private final Books books;
    private final Till till;

    ReportWriter(Books books, Till till) {
        this.books = books;
        this.till = till;
    }

    /**
     * What there is to send.
     *
     * @param next when to look again, apart from what is open
     * @param goesOn whether there is more to tell once these are settled
     * @param leaves whether some of it is of terms that are over here, and may not be at the provider
     */
    record Written(List<Open> open, Next next, boolean goesOn, boolean leaves) {}

    /** One that is to be settled, and until when the provider invoices what he is told for its time. */
    record Open(UsageReport report, Instant closesAt) {}

    Written write(AccountId account) {
        return books.transactions().inTransaction(Scope.of(account), () -> {
            books.subscriptions().lock(account);
            Optional<Instant> changed = books.usageReports().take(account);
            return new Look(Lookups.account(books, account)).write(changed);
        });
    }

    /** One look at an account. */
    private final class Look {

        private final AccountId account;
        private final AccountView view;
        private final Instant now;
        private final Instant world;
        private final MeteredUse use;
        private final Map<String, Period> inForce;
        private final Map<String, Map<Instant, MeterTally>> tallies;
        private final Optional<Boolean> leftThere;
        private final Map<String, Map<Instant, Instant>> ends = new HashMap<>();
        private final Map<Instant, Instant> wholeEnds = new HashMap<>();
        private final List<Open> open = new ArrayList<>();
        private final List<Instant> later = new ArrayList<>();
        private boolean goesOn;
        private boolean leaves;

        Look(AccountView view) {
            this.account = view.account().id();
            this.view = view;
            this.now = books.now(account);
            this.world = till.now();
            this.use = new MeteredUse(view, now);
            this.inForce = use.inForce();
            this.leftThere = leftThere();
            this.tallies = books.usageReports().tallies(account).stream()
                    .collect(Collectors.groupingBy(
                            MeterTally::meter,
                            LinkedHashMap::new,
                            Collectors.toMap(tally -> tally.period().start(), tally -> tally)));
        }

        Written write(Optional<Instant> changed) {
            addUp(from(changed));
            Map<String, UsageReport> latest = books.usageReports().latest(account).stream()
                    .collect(Collectors.toMap(UsageReport::meter, report -> report));
            tallies.forEach((meter, own) -> tell(meter, own, Optional.ofNullable(latest.get(meter))));
            // who has failed most often does not keep the others waiting
            open.sort(
                    Comparator.comparing((Open each) -> each.report().progress().tries())
                            .thenComparing(each -> each.report().meter()));
            Optional<Instant> send = later.stream().min(Comparator.naturalOrder());
            return new Written(open, new Next(lookAt(), send), goesOn, leaves);
        }

        // ---------------------------------------------------------------- what it comes to

        /** The start of the earliest period that may come to something else than was known. */
        private Instant from(Optional<Instant> changed) {
            List<MeterTally> known = all().toList();
            Stream<Instant> last =
                    known.stream().map(tally -> tally.period().start()).max(Comparator.naturalOrder()).stream();
            Stream<Instant> notInvoiced = known.stream()
                    .map(MeterTally::period)
                    .filter(period -> MeterTimes.isOpen(period, world))
                    .map(Period::start);
            return Stream.of(changed.stream(), last, notInvoiced, Stream.of(now))
                    .flatMap(each -> each)
                    .min(Comparator.naturalOrder())
                    .orElse(now);
        }

        private Stream<MeterTally> all() {
            return tallies.values().stream().flatMap(own -> own.values().stream());
        }

        private void addUp(Instant from) {
            Map<Instant, Map<String, MeteredUse.Sum>> sums = new HashMap<>();
            Period window = new Period(from, now.plusNanos(1_000));
            for (UsageBurner.Main main : UsageBurner.periods(view, window)) {
                Map<String, MeteredUse.Sum> sum = use.of(main);
                sums.put(main.start(), sum);
                wholeEnds.put(main.start(), main.period().whole().end());
                sum.forEach((meter, of) -> {
                    ends.computeIfAbsent(meter, any -> new HashMap<>()).put(main.start(), of.until());
                    if (of.total().signum() != 0) {
                        tallyOf(meter, main.period().actual());
                    }
                });
                all().filter(tally -> tally.period().start().equals(main.start()))
                        .toList()
                        .forEach(tally -> tallyOf(tally.meter(), main.period().actual()));
            }
            inForce.forEach((meter, period) -> {
                if (tallies.containsKey(meter)) {
                    tallyOf(meter, period);
                }
            });
            Instant first = sums.keySet().stream()
                    .min(Comparator.naturalOrder())
                    .filter(from::isAfter)
                    .orElse(from);
            all().filter(tally -> !tally.period().start().isBefore(first))
                    .toList()
                    .forEach(tally -> keep(tally.coming(tally.period(), total(sums, tally))));
        }

        private BigInteger total(Map<Instant, Map<String, MeteredUse.Sum>> sums, MeterTally tally) {
            return Optional.ofNullable(sums.get(tally.period().start()))
                    .flatMap(sum -> Optional.ofNullable(sum.get(tally.meter())))
                    .map(MeteredUse.Sum::total)
                    .orElse(BigInteger.ZERO);
        }

        private Map<Instant, MeterTally> own(String meter) {
            return tallies.computeIfAbsent(meter, any -> new HashMap<>());
        }

        /** Has one of a period, which may have become shorter since it was seen last. */
        private void tallyOf(String meter, Period period) {
            MeterTally known =
                    own(meter).computeIfAbsent(period.start(), any -> MeterTally.nothing(account, meter, period));
            keep(known.coming(period, known.total()));
        }

        private void keep(MeterTally after) {
            Map<Instant, MeterTally> own = own(after.meter());
            if (!after.equals(own.get(after.period().start()))) {
                own.put(after.period().start(), after);
                books.usageReports().save(after);
            }
        }

        // ---------------------------------------------------------------- what is told of it

        private void tell(String meter, Map<Instant, MeterTally> own, Optional<UsageReport> latest) {
            if (latest.filter(UsageReport::isOpen).isPresent()) {
                open(latest.get());
                goesOn = true;
                return;
            }
            Optional<Instant> pause = latest.filter(report -> report.state() == ReportState.REFUSED)
                    .map(report -> Till.nextLook(report.progress().settledAt().orElse(world), report.refusals() - 1))
                    .filter(world::isBefore);
            Telling telling = new Telling(List.copyOf(own.values()));
            if (pause.isPresent()) {
                later.add(pause.get());
                return;
            }
            Function<MeterTally, Optional<Place>> places = tally -> place(meter, own, tally);
            telling.next(places).ifPresent(wish -> {
                UsageReport report = report(wish, latest);
                books.usageReports().add(report);
                Telling told = telling.with(report);
                told.tallies().forEach(this::keep);
                open(report);
                goesOn |= told.next(places).isPresent();
            });
        }

        private void open(UsageReport report) {
            Optional<MeterTally> there =
                    Optional.ofNullable(own(report.meter()).get(report.toldIn().start()));
            leaves |= there.filter(this::isLeaving).isPresent();
            open.add(new Open(
                    report,
                    there.map(this::closesAt)
                            .orElseGet(() -> MeterTimes.closesAt(report.toldIn().end()))));
        }

        private UsageReport report(Wish wish, Optional<UsageReport> latest) {
            int refusals = latest.filter(report -> report.state() != ReportState.SENT)
                    .map(UsageReport::refusals)
                    .orElse(0);
            return wish.report(latest.map(UsageReport::sequence).orElse(0L) + 1, world, refusals);
        }

        /** Its own period while the provider takes it for that; then the one that is running, if he prices the meter there. */
        private Optional<Place> place(String meter, Map<Instant, MeterTally> own, MeterTally tally) {
            if (world.isBefore(closesAt(tally))) {
                return placeIn(tally.period(), until(tally));
            }
            return Optional.ofNullable(inForce.get(meter))
                    .filter(period -> own.containsKey(period.start()))
                    .flatMap(period -> placeIn(period, period.end()));
        }

        /** To when the meter's charge belongs to the account's terms, in a period. */
        private Instant until(MeterTally tally) {
            Instant start = tally.period().start();
            return Optional.ofNullable(inForce.get(tally.meter()))
                    .filter(period -> period.start().equals(start))
                    .map(Period::end)
                    .orElseGet(() -> ends.getOrDefault(tally.meter(), Map.of())
                            .getOrDefault(start, tally.period().end()));
        }

        /** Whether its terms ended before the period would have by itself, so that the provider ends them when he is told. */
        private boolean isCut(MeterTally tally) {
            Instant until = until(tally);
            return until.isBefore(wholeEnds.getOrDefault(tally.period().start(), until));
        }

        /** Until when the provider invoices with a period what he is told for it. */
        private Instant closesAt(MeterTally tally) {
            Instant until = until(tally);
            return leftThere
                    .filter(left -> isCut(tally))
                    .map(left -> left ? until : MeterTimes.closesAt(until))
                    .orElseGet(() -> MeterTimes.closesAt(tally.period().end()));
        }

        private boolean isLeaving(MeterTally tally) {
            return leftThere.isPresent() && isCut(tally) && world.isBefore(closesAt(tally));
        }

        /** Whether the provider has what holds here now, and nothing that ended before; empty if we do not keep that for him. */
        private Optional<Boolean> leftThere() {
            List<Mirror> there = books.mirrors().of(account);
            boolean nothing = !there.isEmpty() && there.stream().allMatch(Mirror::hasEnded);
            return books.mirrors().isKept(account).map(kept -> kept || nothing);
        }

        private Optional<Place> placeIn(Period period, Instant end) {
            Optional<Place> place =
                    MeterTimes.latest(period, use.since(), end, world).map(at -> new Place(period.start(), at));
            Instant begins = MeterTimes.minuteFrom(period.start());
            if (place.isEmpty() && world.isBefore(begins)) {
                later.add(begins);
            }
            return place;
        }

        // ---------------------------------------------------------------- when to look again

        private Optional<Instant> lookAt() {
            Optional<Instant> end = use.period().map(Period::end).or(use::beginsAt);
            Instant soon = now.plus(WHILE_LEVELS_LAST);
            return use.hasLevels() ? end.filter(soon::isAfter).or(() -> Optional.of(soon)) : end;
        }
    }
}
