/** What the description of the API says of every operation. */
@NullMarked
package dev.countinghouse.app.rest.openapi;

import org.jspecify.annotations.NullMarked;
