/**
 * Who is billed: an account, the keys its usage arrives under, and the parties an invoice names.
 *
 * <p>This is not user management: people, roles and projects belong to the host (or to the stand-alone service's
 * directory); here they are dimensions of usage only.
 */
@NullMarked
package dev.countinghouse.billing.domain.account;

import org.jspecify.annotations.NullMarked;
