/** Endpoints that are told what happens, what was sent to them, and the types of messages there are. */
@NullMarked
package dev.countinghouse.app.rest.endpoint;

import org.jspecify.annotations.NullMarked;
