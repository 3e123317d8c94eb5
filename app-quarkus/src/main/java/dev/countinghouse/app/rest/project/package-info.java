/** Projects of an account: what it groups its usage, keys and costs by. */
@NullMarked
package dev.countinghouse.app.rest.project;

import org.jspecify.annotations.NullMarked;
