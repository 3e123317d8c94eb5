/** The wiring: that transactions of the transaction manager keep what the port promises. */
@NullMarked
package dev.countinghouse.app.engine;

import org.jspecify.annotations.NullMarked;
