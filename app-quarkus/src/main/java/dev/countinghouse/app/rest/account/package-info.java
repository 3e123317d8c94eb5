/** Accounts, the subjects their usage arrives under, and their projects. */
@NullMarked
package dev.countinghouse.app.rest.account;

import org.jspecify.annotations.NullMarked;
