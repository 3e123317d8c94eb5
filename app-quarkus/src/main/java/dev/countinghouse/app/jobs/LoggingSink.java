package dev.countinghouse.app.jobs;

import dev.countinghouse.app.engine.FastPath;
import dev.countinghouse.billing.ports.driven.OutboxMessage;
import dev.countinghouse.billing.ports.driven.OutboxSink;
import jakarta.inject.Singleton;
import org.jboss.logging.Logger;

/** Tells the log, one line per message, and whoever listens in Redis. */
@Singleton
final class LoggingSink implements OutboxSink {

    private static final Logger LOG = Logger.getLogger("countinghouse.events");

    private final FastPath fast;

    LoggingSink(FastPath fast) {
        this.fast = fast;
    }

    @Override
    public void deliver(OutboxMessage message) {
        LOG.infof("%s %s %s %s", message.type(), message.key(), message.at(), message.payload());
        fast.events().ifPresent(events -> events.deliver(message));
    }
}
