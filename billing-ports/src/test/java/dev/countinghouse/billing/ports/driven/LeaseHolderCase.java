package dev.countinghouse.billing.ports.driven;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.gate.BoundKey;
import dev.countinghouse.billing.domain.gate.Call;
import dev.countinghouse.billing.domain.gate.ReservationId;
import dev.countinghouse.billing.domain.metering.EventData;
import dev.countinghouse.billing.domain.metering.Value;
import dev.countinghouse.billing.domain.money.Fraction;
import dev.countinghouse.billing.domain.plan.FeatureKey;
import dev.countinghouse.billing.ports.driven.LeaseHolder.Held;
import dev.countinghouse.billing.ports.driven.LeaseHolder.Order;
import dev.countinghouse.billing.ports.driven.LeaseHolder.Outcome;
import dev.countinghouse.billing.ports.driven.LeaseHolder.Part;
import dev.countinghouse.billing.ports.driven.LeaseHolder.Rate;
import dev.countinghouse.billing.ports.driven.LeaseHolder.Slot;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;

/** The words in which holders of leases are tested. */
public abstract class LeaseHolderCase {

    public static final AccountId ACME = new AccountId("acme");
    public static final AccountId GLOBEX = new AccountId("globex");
    public static final Instant NOW = Instant.parse("2026-03-01T10:00:00.000001Z");
    public static final Instant EXPIRES = NOW.plusSeconds(60);
    public static final Instant UNTIL = NOW.plusSeconds(3600);
    public static final BoundKey TOKENS = new BoundKey("meter/tokens");
    public static final BoundKey COST = new BoundKey("budget/cost");
    public static final BoundKey PER_MINUTE = new BoundKey("limit/minute");
    public static final BoundKey AT_ONCE = new BoundKey("limit/at-once");
    public static final EventData DATA = EventData.of(Map.of(
            "tokens", new Value.Numeric(new BigDecimal("1E-30")),
            "most", new Value.Numeric(new BigDecimal("-12345678901234567890.5")),
            "far", new Value.Numeric(new BigDecimal("1E+999999999")),
            "cached", new Value.Flag(true),
            "stream", new Value.Flag(false),
            "empty", new Value.Text(""),
            "user\n{a} %20\u0000", new Value.Text("ann \"é\" \uD83D\uDE00 \uD800 %41 {}\r\n\t|,:;\u0001")));

    protected LeaseHolder holder;

    /** One that holds nothing, for each test. */
    protected abstract LeaseHolder emptyHolder();

    @BeforeEach
    void build() {
        holder = emptyHolder();
    }

    protected final void lend(BoundKey bound, long epoch, String more) {
        holder.lend(ACME, bound, epoch, Fraction.parse(more), UNTIL);
    }

    protected final Outcome spend(String id, BoundKey bound, String quantity) {
        return holder.spend(new Wish(id).of(bound, quantity).order());
    }

    protected final Optional<Held> capture(String id, Instant now) {
        return holder.capture(ACME, new ReservationId(id), now);
    }

    protected final Optional<Held> release(String id, Instant now) {
        return holder.release(ACME, new ReservationId(id), now);
    }

    protected final Optional<Held> find(String id, Instant now) {
        return holder.find(ACME, new ReservationId(id), now);
    }

    /** What is left of a lease; takes nothing of it. */
    protected final Fraction left(BoundKey bound, Instant now) {
        Order nothing = new Wish("look-" + looks++)
                .at(now, now.plusSeconds(1))
                .of(bound, "0")
                .order();
        return ((Outcome.Spent) holder.spend(nothing)).left().get(bound);
    }

    private int looks;

    protected static Outcome.Spent left(Map<BoundKey, String> quantities) {
        Map<BoundKey, Fraction> left = new TreeMap<>();
        quantities.forEach((bound, quantity) -> left.put(bound, Fraction.parse(quantity)));
        return new Outcome.Spent(left);
    }

    protected static Outcome.Lacking lacking(BoundKey bound, long epoch) {
        return new Outcome.Lacking(Map.of(bound, epoch));
    }

    protected static Outcome.Full full(BoundKey bound, long used) {
        return new Outcome.Full(Map.of(bound, Fraction.of(used)));
    }

    public static Call call(AccountId account, String id) {
        TreeMap<FeatureKey, String> features = new TreeMap<>();
        features.put(new FeatureKey("models"), "gpt-4o \uDC00 é");
        features.put(new FeatureKey("tools"), "");
        return new Call(new ReservationId(id), account, "llm.call %\n", DATA, features);
    }

    /** An order as it is put together. */
    public static final class Wish {

        private final String id;
        private AccountId account = ACME;
        private Instant now = NOW;
        private Instant expiresAt = EXPIRES;
        private final List<Part> parts = new ArrayList<>();
        private final List<Rate> rates = new ArrayList<>();
        private final List<Slot> slots = new ArrayList<>();

        public Wish(String id) {
            this.id = id;
        }

        public Wish by(AccountId account) {
            this.account = account;
            return this;
        }

        public Wish at(Instant now, Instant expiresAt) {
            this.now = now;
            this.expiresAt = expiresAt;
            return this;
        }

        public Wish of(BoundKey bound, String quantity) {
            parts.add(new Part(bound, Fraction.parse(quantity)));
            return this;
        }

        /** Of the minute that starts at NOW. */
        public Wish rate(String quantity, String most) {
            return rate(PER_MINUTE, quantity, most, NOW);
        }

        public Wish rate(BoundKey bound, String quantity, String most, Instant start) {
            rates.add(new Rate(bound, Fraction.parse(quantity), Fraction.parse(most), start, start.plusSeconds(60)));
            return this;
        }

        public Wish slot(long most) {
            return slot(AT_ONCE, most);
        }

        public Wish slot(BoundKey bound, long most) {
            slots.add(new Slot(bound, most));
            return this;
        }

        public Order order() {
            return new Order(call(account, id), now, expiresAt, parts, rates, slots);
        }
    }
}
