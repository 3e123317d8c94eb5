package dev.countinghouse.billing.ports.engine;

import dev.countinghouse.billing.domain.credit.CreditBook;
import dev.countinghouse.billing.domain.credit.HoldId;
import dev.countinghouse.billing.domain.credit.HoldOrder;
import dev.countinghouse.billing.domain.credit.HoldOutcome;
import dev.countinghouse.billing.domain.ledger.LedgerId;
import dev.countinghouse.billing.ports.driving.HoldCredits;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.Function;

final class CreditHolder implements HoldCredits {

    private final CreditDesk desk;

    CreditHolder(CreditDesk desk) {
        this.desk = desk;
    }

    @Override
    public List<HoldOutcome> run(List<Step> steps) {
        return desk.post(steps.stream().map(CreditHolder::command).toList());
    }

    private static CreditCommand<HoldOutcome> command(Step step) {
        if (step instanceof Step.Place place) {
            HoldOrder order = kept(place.order());
            return command(step, order.id(), book -> book.holding().hold(order));
        }
        if (step instanceof Step.Extend extend) {
            return command(step, extend.hold(), book -> book.holding()
                    .extend(extend.hold(), extend.toAmount(), Books.kept(extend.until())));
        }
        if (step instanceof Step.Capture capture) {
            if (capture.amount().signum() < 0) {
                throw new IllegalArgumentException("amount is " + capture.amount() + ", it must not be below 0");
            }
            return command(step, capture.hold(), book -> book.holding().capture(capture.hold(), capture.amount()));
        }
        HoldId released = ((Step.Release) step).hold();
        return command(step, released, book -> book.holding().release(released));
    }

    /** As it will be read back: what is asked for again must be what is there. */
    private static HoldOrder kept(HoldOrder order) {
        return new HoldOrder(
                order.id(), order.amount(), order.purpose(), order.lasts().truncatedTo(ChronoUnit.MICROS));
    }

    private static CreditCommand<HoldOutcome> command(Step step, HoldId hold, Function<CreditBook, HoldOutcome> what) {
        LedgerId.requireOwn("hold", hold.value());
        return CreditCommand.onHold(step.account(), hold, what);
    }
}
