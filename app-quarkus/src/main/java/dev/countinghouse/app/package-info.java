/**
 * The stand-alone service: wiring, REST, jobs, UI and configuration around the engine.
 *
 * <p>Invariant: it chooses adapters and translates requests; every billing rule it shows comes from the engine.
 * Jakarta, CDI, JPA and Quarkus stay in this module.
 *
 * <p>Not here: use cases. A host that embeds the engine gets the same behaviour without any of this.
 *
 * <p>Start at the class that produces the engine, then at one REST resource.
 */
@NullMarked
package dev.countinghouse.app;

import org.jspecify.annotations.NullMarked;
