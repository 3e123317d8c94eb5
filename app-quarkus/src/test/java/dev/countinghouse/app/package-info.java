/** The service over real HTTP and a real PostgreSQL. */
@NullMarked
package dev.countinghouse.app;

import org.jspecify.annotations.NullMarked;
