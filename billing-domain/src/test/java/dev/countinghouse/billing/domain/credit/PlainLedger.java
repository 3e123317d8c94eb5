package dev.countinghouse.billing.domain.credit;

import dev.countinghouse.billing.domain.plan.SpendPurpose;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What credits should be, by the rules and as plainly as they can be written: numbers per grant, hold and line, no entries,
 * everything looked through each time. Slow, and written without a look at the book.
 */
final class PlainLedger extends PlainStock {

    private static final class Reserved {
        final String unit;
        final SpendPurpose purpose;
        final Map<PlainGrant, BigDecimal> parts;
        Instant expires;
        String state = "open";

        Reserved(String unit, SpendPurpose purpose, Instant expires, Map<PlainGrant, BigDecimal> parts) {
            this.unit = unit;
            this.purpose = purpose;
            this.expires = expires;
            this.parts = parts;
        }
    }

    private final Map<String, Reserved> holds = new TreeMap<>();
    private final Map<String, Map<PlainGrant, BigDecimal>> lines = new HashMap<>();
    private final Map<String, BigDecimal> consumed = new HashMap<>();
    private final Set<String> commands = new HashSet<>();

    BigDecimal consumed(String unit) {
        return consumed.getOrDefault(unit, BigDecimal.ZERO);
    }

    BigDecimal held(String unit) {
        return holds.values().stream()
                .filter(hold -> hold.state.equals("open") && hold.unit.equals(unit))
                .map(hold -> sum(hold.parts))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    // ---------------------------------------------------------------- time

    void advance(Instant to) {
        for (Instant next = nextDue(); !next.isAfter(to); next = nextDue()) {
            now = next;
            for (Reserved hold : holds.values()) {
                if (hold.state.equals("open") && hold.expires.equals(now)) {
                    end(hold, "expired");
                }
            }
            grants.values().stream()
                    .filter(grant -> now.equals(grant.terms.expires()))
                    .forEach(this::close);
            grants.values().stream().map(grant -> grant.terms.unit()).distinct().forEach(this::repay);
        }
        now = to;
    }

    private Instant nextDue() {
        Instant next = Instant.MAX;
        for (Reserved hold : holds.values()) {
            next = hold.state.equals("open") && hold.expires.isBefore(next) ? hold.expires : next;
        }
        for (PlainGrant grant : grants.values()) {
            Instant ends = grant.terms.expires();
            next = ends != null && !grant.closed && ends.isBefore(next) ? ends : next;
            Instant begins = grant.terms.begins();
            next = begins != null && begins.isAfter(now) && begins.isBefore(next) ? begins : next;
        }
        return next;
    }

    private void close(PlainGrant grant) {
        grant.left = BigDecimal.ZERO;
        grant.closed = true;
    }

    // ---------------------------------------------------------------- grants

    void grant(PlainGrant.Terms terms, BigDecimal amount) {
        Instant expires = terms.expires();
        if (!grants.containsKey(terms.id()) && (expires == null || expires.isAfter(now))) {
            grants.put(terms.id(), new PlainGrant(terms, grants.size(), amount));
            repay(terms.unit());
        }
    }

    void withdraw(String id) {
        if (grants.containsKey(id)) {
            close(grants.get(id));
        }
    }

    void correct(String command, String id, BigDecimal to) {
        PlainGrant grant = grants.get(id);
        if (grant != null && !commands.contains(command) && !grant.closed) {
            BigDecimal by = to.subtract(grant.granted);
            if (grant.left.add(by).signum() >= 0) {
                commands.add(command);
                grant.granted = to;
                grant.left = grant.left.add(by);
                repay(grant.terms.unit());
            }
        }
    }

    void refund(String command, String id, BigDecimal credits) {
        PlainGrant grant = grants.get(id);
        if (grant != null && credits.compareTo(grant.left) <= 0 && commands.add(command)) {
            grant.left = grant.left.subtract(credits);
        }
    }

    void chargeBack(String command, String id, BigDecimal credits) {
        PlainGrant grant = grants.get(id);
        if (grant != null && credits.compareTo(grant.granted) <= 0 && commands.add(command)) {
            BigDecimal left = credits.min(grant.left);
            grant.left = grant.left.subtract(left);
            overdraw(grant.terms.unit(), credits.subtract(left));
            repay(grant.terms.unit());
        }
    }

    /** A recurring grant of everything left, at least and at most so much of it rolled over. */
    void recur(String before, String id, String unit, BigDecimal amount, BigDecimal least, BigDecimal most) {
        if (!grants.containsKey(id)) {
            BigDecimal rolled = BigDecimal.ZERO;
            PlainGrant last = grants.get(before);
            if (last != null && !last.closed) {
                rolled = last.left.max(least).min(most);
                close(last);
            }
            grant(new PlainGrant.Terms(id, unit, 10, null, null, null), amount.add(rolled));
        }
    }

    // ---------------------------------------------------------------- holds

    void hold(String id, String unit, BigDecimal amount, SpendPurpose purpose, Instant expires) {
        if (!holds.containsKey(id) && available(unit, purpose).compareTo(amount) >= 0) {
            holds.put(id, new Reserved(unit, purpose, expires, take(unit, amount, purpose)));
        }
    }

    void extend(String id, BigDecimal to, Instant until) {
        Reserved hold = holds.get(id);
        if (hold != null && hold.state.equals("open")) {
            BigDecimal more = to.subtract(sum(hold.parts)).max(BigDecimal.ZERO);
            if (more.signum() == 0 || available(hold.unit, hold.purpose).compareTo(more) >= 0) {
                take(hold.unit, more, hold.purpose)
                        .forEach((from, part) -> hold.parts.merge(from, part, BigDecimal::add));
                hold.expires = until.isAfter(hold.expires) ? until : hold.expires;
            }
        }
    }

    void capture(String id, BigDecimal amount) {
        Reserved hold = holds.get(id);
        if (hold != null && (hold.state.equals("open") || hold.state.equals("expired"))) {
            BigDecimal held = hold.state.equals("open") ? sum(hold.parts) : BigDecimal.ZERO;
            if (held.compareTo(amount) > 0) {
                giveBack(hold.unit, hold.parts, held.subtract(amount));
            } else {
                take(hold.unit, amount.subtract(held), hold.purpose);
            }
            hold.state = "captured";
            consumed.merge(hold.unit, amount, BigDecimal::add);
            repay(hold.unit);
        }
    }

    void release(String id) {
        Reserved hold = holds.get(id);
        if (hold != null && hold.state.equals("open")) {
            end(hold, "released");
        }
    }

    private void end(Reserved hold, String how) {
        hold.state = how;
        giveBack(hold.unit, hold.parts, sum(hold.parts));
        repay(hold.unit);
    }

    // ---------------------------------------------------------------- spending

    void sell(String command, String unit, BigDecimal price, SpendPurpose purpose) {
        if (!commands.contains(command) && available(unit, purpose).compareTo(price) >= 0) {
            commands.add(command);
            take(unit, price, purpose);
        }
    }

    void burnTo(String line, String unit, BigDecimal total, SpendPurpose purpose) {
        Map<PlainGrant, BigDecimal> burnt = lines.computeIfAbsent(line, any -> new LinkedHashMap<>());
        BigDecimal more = total.subtract(sum(burnt));
        if (more.signum() > 0) {
            take(unit, more, purpose).forEach((from, part) -> burnt.merge(from, part, BigDecimal::add));
        } else {
            giveBack(unit, burnt, more.negate());
        }
        consumed.merge(unit, more, BigDecimal::add);
        repay(unit);
    }
}
