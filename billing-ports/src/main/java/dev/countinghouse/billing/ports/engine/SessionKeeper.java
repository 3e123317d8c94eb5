package dev.countinghouse.billing.ports.engine;

import dev.countinghouse.billing.domain.credit.HoldOutcome;
import dev.countinghouse.billing.domain.ledger.Credits;
import dev.countinghouse.billing.domain.session.Session;
import dev.countinghouse.billing.domain.session.SessionEnd;
import dev.countinghouse.billing.domain.session.SessionRules;
import dev.countinghouse.billing.ports.driving.RunSessions.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;

/** Reserves credits further ahead of a session that runs, as a part of the transaction that has locked it. */
final class SessionKeeper {

    /** A hold outlasts what a job that is late may need to end its session. */
    private static final Duration SLACK = Duration.ofHours(1);

    private final Books books;
    private final CreditDesk desk;
    private final SessionRules rules;
    private final SessionEnder ender;

    SessionKeeper(Books books, CreditDesk desk, SessionRules rules, SessionEnder ender) {
        this.books = books;
        this.desk = desk;
        this.rules = rules;
        this.ender = ender;
    }

    /** How long a hold lasts for so much time. */
    Duration outlasting(Duration reserved) {
        return reserved.plus(rules.patience()).plus(rules.grace()).plus(SLACK);
    }

    Outcome keep(Session session, Instant now) {
        SessionUse use = new SessionUse(Lookups.account(books, session.order().account()), session.order());
        if (use.main(now).isEmpty()) {
            return ender.end(session, SessionEnd.Reason.OUT_OF_CREDITS, now);
        }
        Duration reserved = session.reserved(now, rules);
        return extend(
                session,
                use,
                now,
                session.startedAt().plus(reserved),
                session.startedAt().plus(outlasting(reserved)));
    }

    private Outcome extend(Session session, SessionUse use, Instant now, Instant ahead, Instant until) {
        Function<Long, Credits> price = seconds -> use.price(seconds, now);
        return desk.within(CreditCommand.onHold(session.order().account(), session.hold(), book -> {
            Credits wanted = price.apply(session.secondsBy(ahead));
            HoldOutcome outcome = book.holding().renew(session.hold(), wanted, until);
            if (outcome instanceof HoldOutcome.Insufficient few) {
                Credits most = wanted.minus(few.wanted()).plus(few.available());
                long seconds = affordable(price, most, session.secondsBy(ahead));
                HoldOutcome rest = book.holding()
                        .renew(session.hold(), price.apply(seconds).min(most), until);
                return keep(session, now, Optional.of(session.startedAt().plusSeconds(seconds)), rest);
            }
            return keep(session, now, Optional.empty(), outcome);
        }));
    }

    private Outcome keep(Session session, Instant now, Optional<Instant> outAt, HoldOutcome outcome) {
        Session seen = session.seen(now, outAt);
        books.sessions().save(seen, Optional.of(seen.checkAt(rules)));
        if (outAt.isPresent() && session.runsOutAt().isEmpty()) {
            new Announcer(books).runningOut(seen, outAt.get().plus(rules.grace()));
        }
        return SessionEnder.done(seen, outcome);
    }

    /** The most seconds that an amount pays for. */
    private static long affordable(Function<Long, Credits> price, Credits most, long wanted) {
        long enough = 0;
        long tooMany = wanted;
        while (tooMany - enough > 1) {
            long middle = enough + (tooMany - enough) / 2;
            if (price.apply(middle).compareTo(most) <= 0) {
                enough = middle;
            } else {
                tooMany = middle;
            }
        }
        return enough;
    }
}
