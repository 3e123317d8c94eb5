/**
 * The catalogue as people write it: YAML or JSON in, {@code Catalogue} out, and back.
 *
 * <p>{@link dev.countinghouse.billing.ports.catalogue.CatalogueReader} reads a text and answers with the catalogue or with
 * everything that is wrong with it, each error at its line; {@link
 * dev.countinghouse.billing.ports.catalogue.CatalogueWriter} writes the canonical form. What publishing a draft would
 * change says {@code CatalogueDiff} in the domain.
 *
 * <p>Invariants: reading what was written gives an equal catalogue; every number comes from its digits. One codec holds
 * the syntax of one concept, and explicit code does the mapping: no data binding, nothing by reflection. This package
 * stores and publishes nothing. Start at {@code CatalogueReader}; {@code docs/catalogue.md} explains every field.
 */
@NullMarked
package dev.countinghouse.billing.ports.catalogue;

import org.jspecify.annotations.NullMarked;
