/** What an operator can set. docs/configuration.md lists it. */
@NullMarked
package dev.countinghouse.app.config;

import org.jspecify.annotations.NullMarked;
