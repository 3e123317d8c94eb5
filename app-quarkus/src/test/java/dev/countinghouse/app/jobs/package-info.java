/** The jobs, on schedulers of their own and without the service. */
@NullMarked
package dev.countinghouse.app.jobs;

import org.jspecify.annotations.NullMarked;
