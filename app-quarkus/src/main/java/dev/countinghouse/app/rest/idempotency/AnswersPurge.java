package dev.countinghouse.app.rest.idempotency;

import dev.countinghouse.app.jobs.Purge;
import jakarta.inject.Singleton;
import java.time.Instant;

/** Has old answers forgotten. */
@Singleton
final class AnswersPurge implements Purge {

    private static final int STEP = 1_000;

    private final KeptAnswers answers;

    AnswersPurge(KeptAnswers answers) {
        this.answers = answers;
    }

    @Override
    public String what() {
        return "answers to calls with an Idempotency-Key";
    }

    /** They age by the database's clock. */
    @Override
    public int purge(Instant now) {
        int purged = 0;
        int step = STEP;
        while (step == STEP) {
            step = answers.purge(STEP);
            purged += step;
        }
        return purged;
    }
}
