/** Tests of the package of the same name. */
@NullMarked
package dev.countinghouse.app.command;

import org.jspecify.annotations.NullMarked;
