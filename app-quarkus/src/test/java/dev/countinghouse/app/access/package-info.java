/** What keys need to know of access from inside. */
@NullMarked
package dev.countinghouse.app.access;

import org.jspecify.annotations.NullMarked;
