/** What stands on invoices and credit notes, and how it is drawn. */
@NullMarked
package dev.countinghouse.app.document;

import org.jspecify.annotations.NullMarked;
