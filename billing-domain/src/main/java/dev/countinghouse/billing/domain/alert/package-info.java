/**
 * What was told because use or spending reached a threshold.
 *
 * <p>Invariant: of an account, a billing period, a subject and a threshold there is one alert at most; {@link
 * dev.countinghouse.billing.domain.alert.AlertId} is made of these and of nothing else. An alert stays, also when use goes
 * down again; only its acknowledgement is added, once.
 *
 * <p>Not here: limits ({@code quota}), budgets, and who is told ({@code notification}).
 *
 * <p>Start at {@link dev.countinghouse.billing.domain.alert.Alert}.
 */
@NullMarked
package dev.countinghouse.billing.domain.alert;

import org.jspecify.annotations.NullMarked;
