package dev.countinghouse.billing.ports.standin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.countinghouse.billing.domain.access.SecretHash;
import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.period.Period;
import dev.countinghouse.billing.domain.report.ReportId;
import dev.countinghouse.billing.domain.report.UsageReport;
import dev.countinghouse.billing.ports.standin.StandInBook.Page;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;

/**
 * What the stand-in has counted, on a page for each account, meter and day in UTC: the sums of its minutes, and the
 * identifiers of the last 24 hours. Another page says on which days there is something.
 */
record StandInMeters(StandInBook book) {

    private static final String PAGE = "counted/";
    private static final Duration MEMORY = Duration.ofHours(24);
    private static final int MINUTE = 60;

    private record Days(LocalDate first, LocalDate last) {

        private Days with(LocalDate day) {
            return new Days(day.isBefore(first) ? day : first, day.isAfter(last) ? day : last);
        }
    }

    /** Once for each identifier, of those it still knows. */
    void count(UsageReport report, Instant now) {
        String name = page(report.account(), report.meter());
        LocalDate day = day(report.at());
        extend(name, day);
        String pageName = name + "/" + day;
        while (true) {
            Optional<Page> before = book.find(pageName);
            ObjectNode text = before.map(page -> (ObjectNode) PaymentText.parsed(page.text()))
                    .orElseGet(JsonNodeFactory.instance::objectNode);
            if (isKnown(text, report.id(), now)) {
                return;
            }
            add(text, report, now);
            Page after = before.map(page -> page.next(text.toString(), Optional.empty()))
                    .orElseGet(() -> Page.first(pageName, text.toString(), Optional.empty()));
            if (book.save(after)) {
                return;
            }
        }
    }

    private void extend(String name, LocalDate day) {
        while (true) {
            Optional<Page> before = book.find(name);
            Optional<Days> days = before.map(StandInMeters::days);
            Days more = days.map(it -> it.with(day)).orElse(new Days(day, day));
            if (days.equals(Optional.of(more))) {
                return;
            }
            String text = JsonNodeFactory.instance
                    .objectNode()
                    .put("first", more.first().toString())
                    .put("last", more.last().toString())
                    .toString();
            if (book.save(before.map(page -> page.next(text, Optional.empty()))
                    .orElseGet(() -> Page.first(name, text, Optional.empty())))) {
                return;
            }
        }
    }

    private static boolean isKnown(ObjectNode text, ReportId id, Instant now) {
        return Optional.ofNullable(text.path("known").path(id.value()).textValue())
                .filter(at -> isRemembered(at, now))
                .isPresent();
    }

    private static boolean isRemembered(String takenAt, Instant now) {
        return now.isBefore(Instant.parse(takenAt).plus(MEMORY));
    }

    private static void add(ObjectNode text, UsageReport report, Instant now) {
        ObjectNode known = text.withObject("/known");
        for (Iterator<JsonNode> each = known.elements(); each.hasNext(); ) {
            if (!isRemembered(each.next().textValue(), now)) {
                each.remove();
            }
        }
        known.put(report.id().value(), now.toString());
        ObjectNode minutes = text.withObject("/minutes");
        String minute = String.valueOf(Math.floorDiv(report.at().getEpochSecond(), MINUTE));
        minutes.put(minute, sum(minutes.path(minute)).add(report.difference()).toString());
    }

    /** Empty if nothing of it was ever counted for the account. */
    Optional<BigInteger> total(AccountId account, String meter, Period window) {
        String name = page(account, meter);
        return book.find(name).map(page -> {
            Days days = days(page);
            LocalDate day = later(days.first(), day(window.start()));
            BigInteger total = BigInteger.ZERO;
            for (; !day.isAfter(days.last()) && day(window.end()).compareTo(day) >= 0; day = day.plusDays(1)) {
                total = total.add(book.find(name + "/" + day)
                        .map(of -> total(PaymentText.parsed(of.text()), window))
                        .orElse(BigInteger.ZERO));
            }
            return total;
        });
    }

    /** By the minutes its bounds lie in. */
    private static BigInteger total(JsonNode page, Period window) {
        long first = Math.floorDiv(window.start().getEpochSecond(), MINUTE);
        long end = Math.floorDiv(window.end().getEpochSecond(), MINUTE);
        BigInteger total = BigInteger.ZERO;
        for (Map.Entry<String, JsonNode> each : page.path("minutes").properties()) {
            long minute = Long.parseLong(each.getKey());
            if (minute >= first && minute < end) {
                total = total.add(sum(each.getValue()));
            }
        }
        return total;
    }

    private static BigInteger sum(JsonNode minute) {
        return minute.isMissingNode() ? BigInteger.ZERO : new BigInteger(minute.textValue());
    }

    private static String page(AccountId account, String meter) {
        return PAGE + SecretHash.of(account.value() + "\n" + meter).hex();
    }

    private static Days days(Page page) {
        JsonNode text = PaymentText.parsed(page.text());
        return new Days(
                LocalDate.parse(text.path("first").textValue()),
                LocalDate.parse(text.path("last").textValue()));
    }

    private static LocalDate day(Instant at) {
        return LocalDate.ofInstant(at, ZoneOffset.UTC);
    }

    private static LocalDate later(LocalDate one, LocalDate other) {
        return one.isAfter(other) ? one : other;
    }
}
