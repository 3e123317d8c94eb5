/**
 * Sessions: something runs for a time, by the second, and is paid with credits that are reserved ahead of it.
 *
 * <p>Invariant: a session ends once, and what it ran for is recorded as usage in the step that ends it. It is no lock on what
 * runs: the host starts and stops that, and is told when credits run out, unless it is a sandbox that was ordered with it.
 * What a second costs is rating's business. Start with {@link dev.countinghouse.billing.domain.session.Session}.
 */
@NullMarked
package dev.countinghouse.billing.domain.session;

import org.jspecify.annotations.NullMarked;
