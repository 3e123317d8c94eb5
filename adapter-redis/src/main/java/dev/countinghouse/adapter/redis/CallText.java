package dev.countinghouse.adapter.redis;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.gate.BoundKey;
import dev.countinghouse.billing.domain.gate.Call;
import dev.countinghouse.billing.domain.gate.Reservation.State;
import dev.countinghouse.billing.domain.gate.ReservationId;
import dev.countinghouse.billing.domain.metering.EventData;
import dev.countinghouse.billing.domain.metering.Value;
import dev.countinghouse.billing.domain.plan.FeatureKey;
import dev.countinghouse.billing.ports.driven.LeaseHolder.Drawn;
import dev.countinghouse.billing.ports.driven.LeaseHolder.Held;
import dev.countinghouse.billing.ports.driven.LeaseHolder.Order;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A call as it is kept: what scripts need of it stands in lines before ({@code common.lua}), the content is its last line.
 * That is words with a space between them: type, admitted at, expires at, how many data, then path and value of each, then
 * feature and wanted value of each.
 */
final class CallText {

    private static final int LINES = 4;

    private CallText() {}

    static String content(Order order) {
        Call call = order.call();
        StringBuilder text = new StringBuilder(Plain.of(call.type()));
        text.append(' ').append(order.now()).append(' ').append(order.expiresAt());
        text.append(' ').append(call.data().values().size());
        call.data().values().forEach((path, value) -> text.append(' ')
                .append(Plain.of(path))
                .append(' ')
                .append(kind(value))
                .append(Plain.of(digits(value))));
        call.features()
                .forEach((feature, wanted) ->
                        text.append(' ').append(feature).append(' ').append(Plain.of(wanted)));
        return text.toString();
    }

    private static char kind(Value value) {
        return value instanceof Value.Numeric ? 'n' : value instanceof Value.Flag ? 'f' : 't';
    }

    /** Not written out: the zeros of 1e999999999 would fill the memory. */
    private static String digits(Value value) {
        return value instanceof Value.Numeric numeric ? numeric.number().toString() : value.asText();
    }

    private static Value value(String word) {
        String text = Plain.read(word.substring(1));
        return switch (word.charAt(0)) {
            case 'n' -> new Value.Numeric(new BigDecimal(text));
            case 'f' -> new Value.Flag(Boolean.parseBoolean(text));
            default -> new Value.Text(text);
        };
    }

    static Held read(AccountId account, ReservationId id, String kept) {
        String[] lines = kept.split("\n", LINES);
        Iterator<String> words = List.of(lines[LINES - 1].split(" ", -1)).iterator();
        String type = Plain.read(words.next());
        Instant admittedAt = Instant.parse(words.next());
        Instant expiresAt = Instant.parse(words.next());
        Map<String, Value> data = new TreeMap<>();
        for (int rest = Integer.parseInt(words.next()); rest > 0; rest--) {
            data.put(Plain.read(words.next()), value(words.next()));
        }
        TreeMap<FeatureKey, String> features = new TreeMap<>();
        while (words.hasNext()) {
            features.put(new FeatureKey(words.next()), Plain.read(words.next()));
        }
        Call call = new Call(id, account, type, EventData.of(data), features);
        char state = kept.charAt(0);
        return new Held(call, admittedAt, expiresAt, drawn(lines[1]), state(state), "eCR".indexOf(state) >= 0);
    }

    /** What stands in the line of draws. */
    static TreeMap<BoundKey, Drawn> drawn(String line) {
        TreeMap<BoundKey, Drawn> drawn = new TreeMap<>();
        Iterator<String> words = List.of(line.split(" ")).iterator();
        while (!line.isEmpty() && words.hasNext()) {
            drawn.put(new BoundKey(Plain.read(words.next())), drawn(words.next(), words.next()));
        }
        return drawn;
    }

    private static Drawn drawn(String quantity, String epoch) {
        return new Drawn(Long.parseLong(epoch), Millionths.read(quantity));
    }

    private static State state(char letter) {
        return switch (letter) {
            case 'c', 'C' -> State.CAPTURED;
            case 'r', 'R' -> State.RELEASED;
            case 'e' -> State.EXPIRED;
            default -> State.OPEN;
        };
    }
}
