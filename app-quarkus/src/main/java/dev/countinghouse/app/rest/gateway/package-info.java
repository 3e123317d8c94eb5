/**
 * The gate for gateways: nginx by {@code auth_request}, Envoy and Istio by {@code ext_authz} over HTTP. What is to be counted
 * is said in headers that the gateway's configuration sets, as docs/gateways has it.
 *
 * <p>Invariant: both come to the same decision as the gate's own resources; only the form of the answer differs, by what each
 * gateway understands.
 *
 * <p>Start at {@code GatewayResource}.
 */
@NullMarked
package dev.countinghouse.app.rest.gateway;

import org.jspecify.annotations.NullMarked;
