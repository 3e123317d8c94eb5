package dev.countinghouse.billing.domain.credit;

import dev.countinghouse.billing.domain.ledger.Credits;
import dev.countinghouse.billing.domain.ledger.GrantId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A part of what was taken, from a grant, or overdrawn where there is none. */
public record Part(Optional<GrantId> grant, Credits amount) {

    /** The first of these parts that come to an amount; the last of them is cut. */
    static List<Part> first(List<Part> parts, Credits amount) {
        List<Part> first = new ArrayList<>();
        Credits missing = amount;
        for (Part part : parts) {
            if (missing.signum() > 0) {
                Credits taken = part.amount.min(missing);
                first.add(new Part(part.grant, taken));
                missing = missing.minus(taken);
            }
        }
        return first;
    }

    /** What is behind the first that come to an amount. */
    static List<Part> behind(List<Part> parts, Credits amount) {
        List<Part> behind = new ArrayList<>();
        Credits skipped = amount;
        for (Part part : parts) {
            Credits cut = part.amount.min(skipped);
            skipped = skipped.minus(cut);
            if (cut.compareTo(part.amount) < 0) {
                behind.add(new Part(part.grant, part.amount.minus(cut)));
            }
        }
        return behind;
    }

    /** Both, with what is of the same grant put together where it is first. */
    static List<Part> join(List<Part> parts, List<Part> more) {
        List<Part> joined = new ArrayList<>(parts);
        for (Part part : more) {
            int same = 0;
            while (same < joined.size() && !joined.get(same).grant.equals(part.grant)) {
                same++;
            }
            if (same == joined.size()) {
                joined.add(part);
            } else {
                joined.set(same, new Part(part.grant, joined.get(same).amount.plus(part.amount)));
            }
        }
        return joined;
    }

    static Credits sum(List<Part> parts, Credits start) {
        return parts.stream().map(Part::amount).reduce(start, Credits::plus);
    }
}
