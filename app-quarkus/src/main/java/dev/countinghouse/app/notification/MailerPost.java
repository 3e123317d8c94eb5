package dev.countinghouse.app.notification;

import dev.countinghouse.app.config.Settings;
import dev.countinghouse.billing.ports.driven.Mail;
import io.quarkus.mailer.Mailer;
import jakarta.inject.Singleton;
import org.jboss.logging.Logger;

/** Through the mail server that the settings name; without one a letter goes to the log, and that is all. */
@Singleton
final class MailerPost implements Mail {

    private static final Logger LOG = Logger.getLogger("countinghouse.mail");

    private final Mailer mailer;
    private final Settings.MailServer settings;

    MailerPost(Mailer mailer, Settings settings) {
        this.mailer = mailer;
        this.settings = settings.mail();
    }

    @Override
    public void send(Letter letter) {
        if (settings.host().isEmpty()) {
            LOG.infof("not sent, since countinghouse.mail.host is not set: %s, to %s", letter.subject(), letter.to());
            return;
        }
        String from = settings.from();
        String domain = from.substring(from.lastIndexOf('@') + 1).replace(">", "");
        mailer.send(io.quarkus.mailer.Mail.withText(letter.to(), letter.subject(), letter.text())
                .setFrom(from)
                .addHeader("Message-ID", "<" + letter.id() + "@" + domain + ">")
                .addHeader("Auto-Submitted", "auto-generated"));
    }
}
