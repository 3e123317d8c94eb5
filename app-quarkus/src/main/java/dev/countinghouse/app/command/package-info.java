/**
 * What the program does instead of serving, when its first argument says so.
 *
 * <p>Invariant: a command starts no server and no job, migrates nothing, may be repeated, and ends with a code that scripts
 * can go by.
 *
 * <p>Start at {@code LedgerCommand}, which changes nothing, at {@code ProvisionCommand} or at {@code ReconcileCommand}.
 */
@NullMarked
package dev.countinghouse.app.command;

import org.jspecify.annotations.NullMarked;
