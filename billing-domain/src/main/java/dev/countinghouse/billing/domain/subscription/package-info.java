/**
 * Which terms an account is under, and when: subscriptions, their states, billing periods and segments.
 *
 * <p>A {@link dev.countinghouse.billing.domain.subscription.Subscription} is a timeline. What is scheduled stands in it
 * with its instant, so the state at any instant is a function of the timeline and nothing has to happen for a trial to end
 * or a scheduled change to take effect. A {@link dev.countinghouse.billing.domain.subscription.Segment} is a part of a
 * billing period under one set of terms; the segments of a period tile it.
 *
 * <p>Nothing is priced here, and no payment is known beyond past due. Start at {@code Subscription}.
 */
@NullMarked
package dev.countinghouse.billing.domain.subscription;

import org.jspecify.annotations.NullMarked;
