/**
 * What the service does by itself: close periods, deliver messages, look after the usage tables, purge.
 *
 * <p>Invariant: a job only pumps. What is due stands in tables, so a job that did not run, or ran half, or ran twice at
 * once leaves nothing undone and does nothing twice; that db-scheduler runs each on one replica at a time saves work and
 * is not what makes it right.
 *
 * <p>Start at {@link dev.countinghouse.app.jobs.Job}, then {@code JobScheduler}.
 */
@NullMarked
package dev.countinghouse.app.jobs;

import org.jspecify.annotations.NullMarked;
