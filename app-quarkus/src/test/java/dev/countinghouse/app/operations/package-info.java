/** What an operator sees, on the running service. */
@NullMarked
package dev.countinghouse.app.operations;

import org.jspecify.annotations.NullMarked;
