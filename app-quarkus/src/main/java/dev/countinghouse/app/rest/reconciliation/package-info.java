/** Holding against each other what should agree. */
@NullMarked
package dev.countinghouse.app.rest.reconciliation;

import org.jspecify.annotations.NullMarked;
