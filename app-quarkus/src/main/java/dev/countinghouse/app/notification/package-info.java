/**
 * How messages leave the service: over HTTP to addresses that others chose, and by e-mail.
 *
 * <p>Invariant: it connects to the very address that was checked, and no receiver, however slow, holds back another.
 *
 * <p>Not here: what is sent to whom and when again, which the engine decides.
 */
@NullMarked
package dev.countinghouse.app.notification;

import org.jspecify.annotations.NullMarked;
