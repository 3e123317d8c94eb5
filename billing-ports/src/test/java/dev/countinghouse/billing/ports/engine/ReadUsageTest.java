package dev.countinghouse.billing.ports.engine;

import static dev.countinghouse.billing.ports.engine.Workbench.ACME;
import static dev.countinghouse.billing.ports.engine.Workbench.GLOBEX;
import static org.assertj.core.api.Assertions.assertThat;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.metering.Filter;
import dev.countinghouse.billing.domain.metering.Group;
import dev.countinghouse.billing.domain.metering.MeterKey;
import dev.countinghouse.billing.domain.money.Fraction;
import dev.countinghouse.billing.domain.period.Period;
import dev.countinghouse.billing.ports.driving.ReadUsage.Every;
import dev.countinghouse.billing.ports.driving.ReadUsage.Query;
import dev.countinghouse.billing.ports.driving.ReadUsage.Window;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class ReadUsageTest {

    private static final Period MARCH = period("2026-03-01T00:00:00Z", "2026-04-01T00:00:00Z");

    private final Workbench bench = Workbench.at("2026-03-01T00:00:00Z", Shop.CATALOGUE);

    @BeforeEach
    void someUsage() {
        bench.open(Workbench.account(ACME, ZoneId.of("Europe/Berlin"), Workbench.USD));
        bench.subscribe(ACME, "small");
        use("2026-03-28T22:59:59Z", 1, "a");
        use("2026-03-28T23:00:00Z", 10, "b");
        use("2026-03-29T21:59:59Z", 100, "a");
        use("2026-03-29T22:00:00Z", 1_000, "a");
    }

    private void use(String at, int tokens, String project) {
        bench.on(at).use(ACME, "used", Map.of("tokens", tokens, "project", project));
    }

    @Test
    void withoutWindowsThePeriodIsOne() {
        assertThat(read(query("tokens", MARCH, Filter.ALL, List.of(), Optional.empty())))
                .containsExactly(new Window(MARCH, groups(Map.of(List.of(), 1_111L))));
    }

    @Test
    void daysAreThoseOfTheAccountsCalendarAlsoWhenTheClocksChange() {
        Period weekend = period("2026-03-28T12:00:00Z", "2026-03-30T12:00:00Z");

        assertThat(read(query("tokens", weekend, Filter.ALL, List.of(), Optional.of(Every.parse("day")))))
                .containsExactly(
                        window("2026-03-28T12:00:00Z", "2026-03-28T23:00:00Z", 1),
                        window("2026-03-28T23:00:00Z", "2026-03-29T22:00:00Z", 110),
                        window("2026-03-29T22:00:00Z", "2026-03-30T12:00:00Z", 1_000));
    }

    @Test
    void hoursAreThoseOfTheAccountsClockAlsoWhenItIsSetForward() {
        Period night = period("2026-03-29T00:30:00Z", "2026-03-29T02:15:00Z");

        assertThat(read(query("tokens", night, Filter.ALL, List.of(), interval("hour"))))
                .extracting(Window::period)
                .containsExactly(
                        period("2026-03-29T00:30:00Z", "2026-03-29T01:00:00Z"),
                        period("2026-03-29T01:00:00Z", "2026-03-29T02:00:00Z"),
                        period("2026-03-29T02:00:00Z", "2026-03-29T02:15:00Z"));
    }

    @Test
    void usageCanBeFilteredAndGrouped() {
        assertThat(read(query("tokens", MARCH, Filter.ALL, List.of("project"), Optional.empty())))
                .containsExactly(new Window(MARCH, groups(Map.of(List.of("a"), 1_101L, List.of("b"), 10L))));
        assertThat(read(query("tokens", MARCH, Filter.where("project", "b"), List.of(), Optional.empty())))
                .containsExactly(new Window(MARCH, groups(Map.of(List.of(), 10L))));
        assertThat(read(query("tokens", MARCH, Filter.ALL, List.of("model", "project"), Optional.empty())))
                .containsExactly(new Window(MARCH, groups(Map.of(List.of("", "a"), 1_101L, List.of("", "b"), 10L))));
    }

    @Test
    void ofATimeWeightedMeterEachWindowHasItsAverageLevel() {
        bench.on("2026-03-30T00:00:00Z").use(ACME, "disk", Map.of("gb", 8, "disk", "one"));
        Period twoDays = period("2026-03-29T00:00:00Z", "2026-03-31T00:00:00Z");

        assertThat(bench.used(ACME, "disk", twoDays)).isEqualTo(Fraction.of(4));
    }

    @Test
    void liveUsageIsPricedBeyondTheAllowance() {
        assertThat(bench.engine.readUsage().live(ACME, bench.clock.instant().plusSeconds(1)))
                .singleElement()
                .satisfies(line -> {
                    assertThat(line.used()).isEqualTo(Fraction.of(1_111));
                    assertThat(line.quantity()).isEqualTo(Fraction.of(111));
                    assertThat(line.amount().settle().toDecimal()).isEqualTo("1.11");
                });
    }

    @Test
    void withoutASubscriptionNothingIsLive() {
        bench.open(GLOBEX);

        assertThat(bench.engine.readUsage().live(GLOBEX, bench.clock.instant())).isEmpty();
        assertThat(bench.used(GLOBEX, "tokens", MARCH)).isEqualTo(Fraction.ZERO);
    }

    @TestFactory
    Stream<DynamicTest> wrongInputIsRefusedByNameAndChangesNothing() {
        AccountId nobody = new AccountId("nobody");
        Optional<Every> none = Optional.empty();
        return WrongInput.to(bench)
                .isRefused(
                        "an unknown account",
                        () -> read(new Query(nobody, new MeterKey("tokens"), Filter.ALL, List.of(), MARCH, none)),
                        "nobody")
                .isRefused("live", () -> bench.engine.readUsage().live(nobody, MARCH.start()), "nobody")
                .isRefused(
                        "an unknown meter",
                        () -> read(query("token", MARCH, Filter.ALL, List.of(), none)),
                        "'token'",
                        "tokens")
                .isRefused(
                        "windows without a place in the calendar",
                        () -> read(query("tokens", MARCH, Filter.ALL, List.of(), interval("2 weeks"))),
                        "2 weeks",
                        "calendar")
                .isRefused(
                        "too many windows",
                        () -> read(query(
                                "tokens",
                                period("1990-01-01T00:00:00Z", "2026-01-01T00:00:00Z"),
                                Filter.ALL,
                                List.of(),
                                interval("day"))),
                        "10000",
                        "day")
                .tests();
    }

    private static Optional<Every> interval(String text) {
        return Optional.of(Every.parse(text));
    }

    private List<Window> read(Query query) {
        return bench.engine.readUsage().read(query);
    }

    private static Query query(
            String meter, Period period, Filter filter, List<String> groupBy, Optional<Every> every) {
        return new Query(ACME, new MeterKey(meter), filter, groupBy, period, every);
    }

    private static Window window(String start, String end, long quantity) {
        return new Window(period(start, end), groups(Map.of(List.of(), quantity)));
    }

    private static SortedMap<Group, Fraction> groups(Map<List<String>, Long> quantities) {
        SortedMap<Group, Fraction> groups = new TreeMap<>();
        quantities.forEach((values, quantity) -> groups.put(new Group(values), Fraction.of(quantity)));
        return groups;
    }

    private static Period period(String start, String end) {
        return new Period(Instant.parse(start), Instant.parse(end));
    }
}
