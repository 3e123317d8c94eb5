package dev.countinghouse.example.jaxrs;

import dev.countinghouse.billing.ports.http.Metering;
import jakarta.ws.rs.NameBinding;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Requests to this resource, or to all of this class, are decided before they are served and counted after; {@link Metering}. */
@NameBinding
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
public @interface Metered {

    /** The key of a meter that adds up or counts. */
    String meter() default "";

    /** The most that a request may use, in units of the meter. */
    long most() default 1;

    /** ISO 8601: what was reserved is free again after it. */
    String lasts() default "PT1M";

    boolean chargesFailures() default false;

    boolean answersRepeats() default false;
}
