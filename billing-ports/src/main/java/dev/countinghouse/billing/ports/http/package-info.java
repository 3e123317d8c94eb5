/**
 * What is neutral about a decision where calls come over HTTP: how a refusal is told, as a problem with its status, its body
 * and its headers, and how a request that a client may send again is admitted and counted once. The service's own REST, and
 * filters in front of a host's endpoints, tell it alike because both tell it from here.
 *
 * <p>Invariant: no type of a web framework; what is refused took nothing.
 *
 * <p>Not here: who calls, which is the host's to find out; filters, of which docs/embedding has one for servlets and one for
 * JAX-RS. Start at {@link dev.countinghouse.billing.ports.http.RequestGuard}.
 */
@NullMarked
package dev.countinghouse.billing.ports.http;

import org.jspecify.annotations.NullMarked;
