/**
 * What LLM providers charge us: the price book and the cost of one request.
 *
 * <p>Start at {@link dev.countinghouse.billing.domain.cost.PriceBook}: it finds the model that a provider's name and a
 * model's name mean and turns a {@link dev.countinghouse.billing.domain.cost.TokenUsage} into a
 * {@link dev.countinghouse.billing.domain.cost.ProviderCost} with one explained step per kind of usage.
 *
 * <p>Invariants: every token is priced exactly once, however many kinds it is counted in (see
 * {@link dev.countinghouse.billing.domain.cost.ModelPrices}); prices are the published digits and amounts are exact; what
 * is not known is an outcome, never a zero and never an exception.
 *
 * <p>This is not what customers pay: plans and charges are in {@code pricing}. Nothing here reads files or responses.
 */
@NullMarked
package dev.countinghouse.billing.domain.cost;

import org.jspecify.annotations.NullMarked;
