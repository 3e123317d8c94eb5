/** Tests of what leaves the service, against receivers that misbehave. */
@NullMarked
package dev.countinghouse.app.notification;

import org.jspecify.annotations.NullMarked;
