package dev.countinghouse.app.rest.subscription;

import dev.countinghouse.app.rest.invoice.InvoiceBody;
import dev.countinghouse.app.rest.problem.ProblemException;
import dev.countinghouse.billing.ports.driving.SubscriptionPreview;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

@Schema(name = "SubscriptionPreview", description = "What would be, if it were done now")
public record PreviewBody(SubscriptionBody subscription, InvoiceBody nextInvoice) {

    /** @throws ProblemException if it would be refused */
    static PreviewBody of(SubscriptionPreview preview, Instant now) {
        if (preview instanceof SubscriptionPreview.Previewed previewed) {
            return new PreviewBody(
                    SubscriptionBody.of(previewed.subscription(), now), InvoiceBody.of(previewed.nextInvoice()));
        }
        throw ProblemException.refused(((SubscriptionPreview.Refused) preview).reason());
    }
}
