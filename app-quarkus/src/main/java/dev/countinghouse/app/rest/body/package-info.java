/** The parts that bodies of several resources share: amounts, pages, how JSON is read. */
@NullMarked
package dev.countinghouse.app.rest.body;

import org.jspecify.annotations.NullMarked;
