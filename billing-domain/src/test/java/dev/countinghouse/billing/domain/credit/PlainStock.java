package dev.countinghouse.billing.domain.credit;

import dev.countinghouse.billing.domain.plan.SpendPurpose;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Grants of a {@link PlainLedger}: which of them pay, and where what comes back goes. */
class PlainStock {

    /** What is spent beyond all grants is taken from here. */
    private static final PlainGrant NOTHING =
            new PlainGrant(new PlainGrant.Terms("", "", 0, null, null, null), 0, BigDecimal.ZERO);

    final Map<String, PlainGrant> grants = new LinkedHashMap<>();
    private final Map<String, BigDecimal> overdrawn = new HashMap<>();
    private final Map<String, BigDecimal> creditLines = new HashMap<>();
    Instant now = Instant.EPOCH;

    void creditLine(String unit, BigDecimal most) {
        creditLines.put(unit, most);
    }

    private List<PlainGrant> paying(String unit, SpendPurpose purpose) {
        Comparator<PlainGrant> order = Comparator.<PlainGrant>comparingInt(grant -> grant.terms.priority())
                .thenComparing(PlainGrant::end)
                .thenComparing(grant -> grant.created);
        return grants.values().stream()
                .filter(grant -> grant.terms.unit().equals(unit) && grant.pays(purpose, now))
                .sorted(order)
                .toList();
    }

    BigDecimal available(String unit, SpendPurpose purpose) {
        BigDecimal left = BigDecimal.ZERO;
        for (PlainGrant grant : grants.values()) {
            if (grant.terms.unit().equals(unit) && grant.pays(purpose, now)) {
                left = left.add(grant.left);
            }
        }
        return left.add(creditLines.getOrDefault(unit, BigDecimal.ZERO)).subtract(overdrawn(unit));
    }

    BigDecimal overdrawn(String unit) {
        return overdrawn.getOrDefault(unit, BigDecimal.ZERO);
    }

    final Map<PlainGrant, BigDecimal> take(String unit, BigDecimal amount, SpendPurpose purpose) {
        Map<PlainGrant, BigDecimal> parts = new LinkedHashMap<>();
        BigDecimal missing = amount;
        for (PlainGrant grant : paying(unit, purpose)) {
            BigDecimal part = grant.left.min(missing);
            if (part.signum() > 0) {
                grant.left = grant.left.subtract(part);
                missing = missing.subtract(part);
                parts.put(grant, part);
            }
        }
        if (missing.signum() > 0) {
            overdraw(unit, missing);
            parts.put(NOTHING, missing);
        }
        return parts;
    }

    /** The last part first, and what is given back is no longer among the parts. */
    final void giveBack(String unit, Map<PlainGrant, BigDecimal> parts, BigDecimal amount) {
        List<PlainGrant> backwards = new ArrayList<>(parts.keySet());
        Collections.reverse(backwards);
        BigDecimal missing = amount;
        for (PlainGrant from : backwards) {
            BigDecimal back = parts.get(from).min(missing);
            missing = missing.subtract(back);
            if (parts.get(from).compareTo(back) == 0) {
                parts.remove(from);
            } else {
                parts.put(from, parts.get(from).subtract(back));
            }
            if (from == NOTHING) {
                giveBackOverdrawn(unit, back);
            } else if (!from.closed) {
                from.left = from.left.add(back);
            }
        }
    }

    private void giveBackOverdrawn(String unit, BigDecimal amount) {
        BigDecimal open = overdrawn(unit).min(amount);
        overdraw(unit, open.negate());
        BigDecimal missing = amount.subtract(open);
        List<PlainGrant> backwards = new ArrayList<>(grants.values());
        Collections.reverse(backwards);
        for (PlainGrant grant : backwards) {
            if (grant.terms.unit().equals(unit)) {
                BigDecimal back = grant.repaid.min(missing);
                missing = missing.subtract(back);
                grant.repaid = grant.repaid.subtract(back);
                grant.left = grant.closed ? grant.left : grant.left.add(back);
            }
        }
    }

    final void overdraw(String unit, BigDecimal more) {
        overdrawn.merge(unit, more, BigDecimal::add);
    }

    final void repay(String unit) {
        for (PlainGrant grant : paying(unit, SpendPurpose.GENERAL)) {
            BigDecimal part = grant.left.min(overdrawn(unit));
            grant.left = grant.left.subtract(part);
            grant.repaid = grant.repaid.add(part);
            overdraw(unit, part.negate());
        }
    }

    static BigDecimal sum(Map<PlainGrant, BigDecimal> parts) {
        return parts.values().stream().reduce(BigDecimal.ZERO, BigDecimal::add);
    }
}
