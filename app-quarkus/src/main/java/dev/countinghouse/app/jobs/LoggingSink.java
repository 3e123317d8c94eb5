package dev.countinghouse.app.jobs;

import dev.countinghouse.billing.ports.driven.OutboxMessage;
import dev.countinghouse.billing.ports.driven.OutboxSink;
import jakarta.inject.Singleton;
import org.jboss.logging.Logger;

/** Tells the log, one line per message. */
@Singleton
final class LoggingSink implements OutboxSink {

    private static final Logger LOG = Logger.getLogger("countinghouse.events");

    @Override
    public void deliver(OutboxMessage message) {
        LOG.infof("%s %s %s %s", message.type(), message.key(), message.at(), message.payload());
    }
}
