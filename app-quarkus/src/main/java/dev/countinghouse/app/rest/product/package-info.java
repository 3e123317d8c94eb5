/**
 * What is bought once with credits, such as ready-made spaces.
 *
 * <p>Start at {@link dev.countinghouse.app.rest.product.OwnedProductResource}.
 */
@NullMarked
package dev.countinghouse.app.rest.product;

import org.jspecify.annotations.NullMarked;
