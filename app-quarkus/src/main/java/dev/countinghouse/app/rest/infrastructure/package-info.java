/**
 * What a provider of infrastructure has created for accounts and sessions, and is to.
 *
 * <p>Invariant: every call may be sent again. Start at {@link
 * dev.countinghouse.app.rest.infrastructure.InfrastructureResource}.
 */
@NullMarked
package dev.countinghouse.app.rest.infrastructure;

import org.jspecify.annotations.NullMarked;
