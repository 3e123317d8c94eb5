/** Tests of who works off the payment provider's notices. */
@NullMarked
package dev.countinghouse.app.payment;

import org.jspecify.annotations.NullMarked;
