/**
 * What an account may use, and how much of it is left. Asking uses nothing.
 */
@NullMarked
package dev.countinghouse.app.rest.quota;

import org.jspecify.annotations.NullMarked;
