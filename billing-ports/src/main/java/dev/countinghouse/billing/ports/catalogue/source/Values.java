package dev.countinghouse.billing.ports.catalogue.source;

import dev.countinghouse.billing.domain.ledger.CreditUnit;
import dev.countinghouse.billing.domain.ledger.Credits;
import dev.countinghouse.billing.domain.money.Amount;
import dev.countinghouse.billing.domain.money.Fraction;
import dev.countinghouse.billing.domain.money.Money;
import dev.countinghouse.billing.domain.period.Interval;
import java.time.Duration;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Readers of single values. Numbers may be quoted, because JSON clients quote what must not become a float. */
public final class Values {

    // what YAML 1.1 reads into 010, 1_000 or 1:30 is not what their author means, so such numbers are refused
    private static final Pattern DECIMAL = Pattern.compile("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]{1,9})?");
    private static final Pattern DURATION = Pattern.compile("([0-9]{1,9}) ?(s|m|h|d)");

    private Values() {}

    public static Optional<String> text(Node node, Problems problems) {
        return scalar(node, problems, "a text").filter(text -> !text.isBlank() || blank(node, problems));
    }

    /** A text that may be empty, as the value of a dimension is where usage does not carry it. */
    public static Optional<String> anyText(Node node, Problems problems) {
        return scalar(node, problems, "a text");
    }

    public static Optional<Boolean> flag(Node node, Problems problems) {
        if (node instanceof Node.Scalar scalar && scalar.kind() == Node.Kind.FLAG) {
            return Optional.of(Boolean.parseBoolean(scalar.text()));
        }
        return problems.report(node, "is " + node.described() + ", write true or false without quotes");
    }

    /** A decimal number that is not negative; nothing in a catalogue is. */
    public static Optional<Fraction> number(Node node, Problems problems) {
        return decimalText(node, problems).flatMap(text -> problems.attempt(node, () -> Fraction.parse(text)));
    }

    public static Reader<Long> wholeNumber(long least) {
        return wholeNumber(least, Long.MAX_VALUE);
    }

    public static Reader<Long> wholeNumber(long least, long most) {
        return (node, problems) -> number(node, problems).flatMap(number -> {
            long whole = number.wholeOr(-1);
            if (whole >= least && whole <= most) {
                return Optional.of(whole);
            }
            String bounds = number.compareTo(Fraction.of(most)) > 0 ? "at most " + most : "at least " + least;
            return problems.report(node, "is " + node.described() + ", write a whole number of " + bounds);
        });
    }

    public static Reader<Money> money(Currency currency) {
        return (node, problems) ->
                decimalText(node, problems).flatMap(text -> problems.attempt(node, () -> Money.parse(text, currency)));
    }

    public static Reader<Credits> credits(CreditUnit unit) {
        return (node, problems) ->
                decimalText(node, problems).flatMap(text -> problems.attempt(node, () -> Credits.parse(text, unit)));
    }

    public static Reader<Amount> amount(Currency currency) {
        return (node, problems) -> number(node, problems).map(number -> new Amount(number, currency));
    }

    /** The digits of a number that is well-formed and not negative. */
    public static Optional<String> decimalText(Node node, Problems problems) {
        return scalar(node, problems, "a number").flatMap(text -> {
            if (!DECIMAL.matcher(text).matches()) {
                return problems.report(
                        node,
                        "is " + node.described()
                                + ", write a decimal number such as 12 or 0.05, without leading zero, grouping or unit");
            }
            return text.startsWith("-")
                    ? problems.report(node, "is " + node.described() + ", it must not be negative")
                    : Optional.of(text);
        });
    }

    public static Optional<Currency> currency(Node node, Problems problems) {
        return scalar(node, problems, "a currency").flatMap(code -> {
            Optional<Currency> currency = Currency.getAvailableCurrencies().stream()
                    .filter(known -> known.getCurrencyCode().equals(code) && known.getDefaultFractionDigits() >= 0)
                    .findAny();
            return currency.isPresent()
                    ? currency
                    : problems.report(
                            node,
                            "is " + node.described()
                                    + ", write the ISO 4217 code of a currency that can be billed in, such as USD, EUR or JPY");
        });
    }

    public static Optional<Interval> interval(Node node, Problems problems) {
        return scalar(node, problems, "an interval")
                .flatMap(text -> problems.attempt(node, () -> Interval.parse(text)));
    }

    /** A length of time such as {@code 24h}: seconds, minutes, hours or days of 24 hours. */
    public static Optional<Duration> duration(Node node, Problems problems) {
        return scalar(node, problems, "a length of time").flatMap(text -> {
            Matcher matcher = DURATION.matcher(text);
            if (!matcher.matches()) {
                return problems.report(
                        node,
                        "is " + node.described()
                                + ", write a whole number and s, m, h or d, for example 90s, 30m, 24h or 7d");
            }
            long count = Long.parseLong(matcher.group(1));
            return Optional.of(
                    switch (matcher.group(2)) {
                        case "s" -> Duration.ofSeconds(count);
                        case "m" -> Duration.ofMinutes(count);
                        case "h" -> Duration.ofHours(count);
                        default -> Duration.ofDays(count);
                    });
        });
    }

    /** One of some words; {@code words} gives what each stands for. */
    public static <T> Reader<T> oneOf(Map<String, T> words) {
        return (node, problems) -> scalar(node, problems, "one of " + words.keySet())
                .flatMap(text -> {
                    T meant = words.get(text);
                    return meant != null
                            ? Optional.of(meant)
                            : problems.report(
                                    node,
                                    "is " + node.described() + Suggestion.of(text, words.keySet()) + ", write one of "
                                            + words.keySet());
                });
    }

    /** One of the constants of an enum, written in lower case. */
    @SafeVarargs
    public static <E extends Enum<E>> Reader<E> oneOf(E... constants) {
        Map<String, E> words = new LinkedHashMap<>();
        for (E constant : constants) {
            words.put(Tree.word(constant), constant);
        }
        return oneOf(words);
    }

    private static Optional<String> scalar(Node node, Problems problems, String wanted) {
        if (node instanceof Node.Scalar scalar && scalar.kind() != Node.Kind.NOTHING) {
            return Optional.of(scalar.text());
        }
        return problems.report(node, "is " + node.described() + ", write " + wanted + " here");
    }

    private static boolean blank(Node node, Problems problems) {
        problems.report(node, "is blank, write a text here");
        return false;
    }
}
