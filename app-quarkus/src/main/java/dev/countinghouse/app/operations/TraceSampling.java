package dev.countinghouse.app.operations;

import dev.countinghouse.app.config.Settings;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/**
 * Spans are kept where there is somewhere to send them, as the caller decided or, without one, always. Otherwise calls
 * still carry trace ids, which connect the lines of the log.
 */
@Singleton
final class TraceSampling {

    @Produces
    @Singleton
    Sampler sampler(Settings settings) {
        return settings.tracing()
                        .endpoint()
                        .filter(endpoint -> !endpoint.isBlank())
                        .isPresent()
                ? Sampler.parentBased(Sampler.alwaysOn())
                : Sampler.alwaysOff();
    }
}
