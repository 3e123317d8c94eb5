package dev.countinghouse.app.jobs;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Threads for work that waits for somebody outside most of the time. What finds no place among those that wait is refused. */
public final class Workers implements Executor {

    private static final Duration IDLE = Duration.ofSeconds(30);
    private static final Duration LONGEST_STOP = Duration.ofSeconds(20);

    private final ThreadPoolExecutor threads;
    private volatile boolean stopping;

    /** @param waiting how much may wait until one of so many threads is free */
    public Workers(String name, int most, int waiting) {
        this.threads = new ThreadPoolExecutor(
                waiting == 0 ? 0 : most,
                most,
                IDLE.toSeconds(),
                TimeUnit.SECONDS,
                waiting == 0 ? new SynchronousQueue<>() : new LinkedBlockingQueue<>(waiting),
                work -> thread(name, work));
        threads.allowCoreThreadTimeOut(true);
    }

    private static Thread thread(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        return thread;
    }

    @Override
    public void execute(Runnable work) {
        threads.execute(work);
    }

    public boolean hasWaiting() {
        return !threads.getQueue().isEmpty();
    }

    /** Whether nothing new is to be begun. */
    public boolean isStopping() {
        return stopping;
    }

    /** What is being worked at is finished, if that is soon; else its claim runs out and another process goes on. */
    public void stop() {
        stopping = true;
        threads.shutdown();
        try {
            if (!threads.awaitTermination(LONGEST_STOP.toSeconds(), TimeUnit.SECONDS)) {
                threads.shutdownNow();
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            threads.shutdownNow();
        }
    }
}
