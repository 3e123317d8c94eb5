package dev.countinghouse.app.jobs;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.logging.LogLevel;
import com.github.kagkarlsson.scheduler.serializer.Serializer;
import com.github.kagkarlsson.scheduler.task.FailureHandler;
import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Runs jobs, each on one of all the processes that share the database. Uses its connections outside of transactions, one
 * statement at a time: what a job does is in transactions of its own.
 */
final class JobScheduler implements AutoCloseable {

    /** After a minute without one the process is taken for dead, and the job for free. */
    private static final Duration HEARTBEAT = Duration.ofSeconds(15);

    private static final int MISSED_HEARTBEATS = 4;

    /** A job that comes round less often is not left undone for as long because it failed once. */
    private static final Duration RETRY = Duration.ofMinutes(1);

    /** A job that is not through by then is cut off, as a crash would. */
    private static final Duration LONGEST_STOP = Duration.ofSeconds(20);

    private final Scheduler scheduler;

    JobScheduler(DataSource system, List<Job> jobs, Duration pollingInterval, MeterRegistry metrics) {
        List<RecurringTask<Void>> tasks = new ArrayList<>();
        jobs.forEach(job -> tasks.add(task(job, metrics)));
        this.scheduler = Scheduler.create(system)
                .startTasks(tasks)
                .threads(jobs.size())
                .pollingInterval(pollingInterval)
                .heartbeatInterval(HEARTBEAT)
                .missedHeartbeatsLimit(MISSED_HEARTBEATS)
                .shutdownMaxWait(LONGEST_STOP)
                .serializer(new NoPayload())
                .failureLogging(LogLevel.ERROR, true)
                .build();
    }

    private static RecurringTask<Void> task(Job job, MeterRegistry metrics) {
        Timer succeeded = timer(job, "success", metrics);
        Timer failed = timer(job, "failure", metrics);
        Duration retry = job.every().compareTo(RETRY) < 0 ? job.every() : RETRY;
        return Tasks.recurring(job.name(), FixedDelay.of(job.every()))
                .onFailure(new FailureHandler.OnFailureReschedule<>(FixedDelay.of(retry)))
                .execute((instance, context) -> {
                    Timer.Sample run = Timer.start(metrics);
                    boolean done = false;
                    try {
                        job.run();
                        done = true;
                    } finally {
                        run.stop(done ? succeeded : failed);
                    }
                });
    }

    private static Timer timer(Job job, String outcome, MeterRegistry metrics) {
        return Timer.builder("countinghouse.job")
                .description("Runs of a job on this replica")
                .tag("job", job.name())
                .tag("outcome", outcome)
                .register(metrics);
    }

    void start() {
        scheduler.start();
    }

    @Override
    public void close() {
        scheduler.stop();
    }

    /** Jobs find in tables what they have to do, and bring nothing along. */
    private static final class NoPayload implements Serializer {

        @Override
        public byte @Nullable [] serialize(@Nullable Object data) {
            if (data != null) {
                throw new IllegalArgumentException("a job has no payload, not " + data);
            }
            return null;
        }

        @Override
        public <T> @Nullable T deserialize(Class<T> type, byte @Nullable [] data) {
            if (data != null) {
                throw new IllegalArgumentException("a job has no payload, not " + data.length + " bytes");
            }
            return null;
        }
    }
}
