/** The test clock, only where it is enabled: it moves time for everything this service does. */
@NullMarked
package dev.countinghouse.app.rest.clock;

import org.jspecify.annotations.NullMarked;
