/**
 * What runs by the second and is paid with credits.
 *
 * <p>Invariant: every call may be sent again. Who starts a session stops it himself, unless it has a sandbox that was
 * ordered with it; here it is counted and paid.
 *
 * <p>Start at {@link dev.countinghouse.app.rest.session.SessionResource}.
 */
@NullMarked
package dev.countinghouse.app.rest.session;

import org.jspecify.annotations.NullMarked;
