/** Trying out prices: any charge, published or not, priced by the function that also makes invoices. */
@NullMarked
package dev.countinghouse.app.rest.charge;

import org.jspecify.annotations.NullMarked;
