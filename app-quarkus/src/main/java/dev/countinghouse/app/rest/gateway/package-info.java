/**
 * The gate for gateways: nginx by {@code auth_request}, Envoy and Istio by {@code ext_authz} over HTTP or gRPC. What is to be
 * counted is said by the gateway's configuration, as docs/gateways has it, and never by the client.
 *
 * <p>Invariant: all come to the same decision as the gate's own resources; only the form of the answer differs, by what each
 * gateway understands.
 *
 * <p>gRPC is served by Vert.x, which serves HTTP here and is there for tracing anyway, on the same port; Envoy's messages are
 * those that java-control-plane publishes, as few as {@code pom.xml} names.
 *
 * <p>Start at {@code GatewayQuestions}.
 */
@NullMarked
package dev.countinghouse.app.rest.gateway;

import org.jspecify.annotations.NullMarked;
