package dev.countinghouse.app.rest.rate;

import dev.countinghouse.app.config.Settings;
import dev.countinghouse.app.engine.EngineClock;
import dev.countinghouse.app.rest.problem.Kind;
import dev.countinghouse.app.rest.problem.ProblemException;
import dev.countinghouse.app.rest.rate.RateWindows.Count;
import dev.countinghouse.app.rest.rate.RateWindows.Limit;
import dev.countinghouse.app.rest.rate.RateWindows.Standing;
import dev.countinghouse.billing.domain.account.AccountId;
import jakarta.enterprise.context.RequestScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Lets this call start something that costs money, or refuses it. */
@RequestScoped
public class RateLimit {

    /** What has become of a call, for the headers of its answer. */
    record Answer(Standing standing, long secondsLeft) {}

    private final RateWindows windows;
    private final EngineClock clock;
    private final int ofAccount;
    private final int ofUser;
    private Optional<Answer> answer = Optional.empty();

    RateLimit(RateWindows windows, EngineClock clock, Settings settings) {
        this.windows = windows;
        this.clock = clock;
        this.ofAccount = settings.sessions().startsPerHour();
        this.ofUser = settings.sessions().userStartsPerHour();
    }

    /**
     * Counts it.
     *
     * @param user whom of the account it is started for
     * @throws ProblemException 429 once there were too many in this hour
     */
    public void take(AccountId account, Optional<String> user) {
        List<Limit> limits = new ArrayList<>();
        limits.add(new Limit("account", "", ofAccount));
        user.filter(name -> !name.isEmpty()).ifPresent(name -> limits.add(new Limit("user", name, ofUser)));
        Instant now = clock.instant();
        Standing standing = windows.take(account, limits, now);
        Instant over = RateWindows.windowOf(now).plus(RateWindows.LENGTH);
        answer = Optional.of(new Answer(
                standing, Duration.between(now, over).plusNanos(999_999_999).toSeconds()));
        if (!standing.passes()) {
            Limit reached = standing.counts().stream()
                    .filter(count -> count.remaining() <= 0)
                    .map(Count::limit)
                    .findFirst()
                    .orElseThrow();
            throw ProblemException.of(
                    Kind.RATE_LIMITED,
                    (reached.user().isEmpty() ? "" : "user '" + reached.user() + "' of ") + "account '" + account
                            + "' may start " + reached.quota() + " within an hour, and has: go on at " + over);
        }
    }

    Optional<Answer> answer() {
        return answer;
    }
}
