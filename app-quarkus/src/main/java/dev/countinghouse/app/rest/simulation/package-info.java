/**
 * What an account would have paid under another plan. Nothing is stored.
 */
@NullMarked
package dev.countinghouse.app.rest.simulation;

import org.jspecify.annotations.NullMarked;
