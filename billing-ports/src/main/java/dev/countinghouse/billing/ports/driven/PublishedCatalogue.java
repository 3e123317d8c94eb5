package dev.countinghouse.billing.ports.driven;

import dev.countinghouse.billing.domain.plan.Catalogue;
import java.time.Instant;

/** A catalogue that went live; revisions count from 1 and never change. */
public record PublishedCatalogue(long revision, Instant publishedAt, Catalogue catalogue) {}
