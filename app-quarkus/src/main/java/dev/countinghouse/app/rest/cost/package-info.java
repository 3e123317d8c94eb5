/**
 * What LLM providers charge us: by the price book, for an account's recorded responses, and beside what it pays.
 *
 * <p>Not here: pricing a response, which is in {@code usage} because it reads the same bodies.
 */
@NullMarked
package dev.countinghouse.app.rest.cost;

import org.jspecify.annotations.NullMarked;
