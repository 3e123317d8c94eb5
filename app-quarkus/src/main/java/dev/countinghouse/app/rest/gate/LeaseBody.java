package dev.countinghouse.app.rest.gate;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.countinghouse.billing.domain.money.Fraction;
import dev.countinghouse.billing.ports.driving.ReadLeases.Held;
import dev.countinghouse.billing.ports.driving.ReadLeases.Loan;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(
        name = "Lease",
        description =
                "What a limit has lent to a holder that decides calls without the database, in units of the limit,"
                        + " of a budget in its currency")
public record LeaseBody(
        @Schema(description = "Whose it is, as decisions name it", examples = "meter/llm_tokens") String limit,
        @Schema(description = "Whom it is lent to", examples = "redis") String holder,
        @Schema(description = "Counts the leases of the limit to the holder") long epoch,
        @Schema(examples = "4000") String granted,
        @Schema(description = "Recorded as used since", examples = "1200") String reported,
        @Schema(description = "Granted and not reported: counts as used until the lease ends", examples = "2800")
                String outstanding,
        @Schema(
                        description =
                                "What the holder has to be spent. Absent if it does not answer, or the lease changes all the time",
                        examples = "2500")
                @Nullable
                String left,
        @Schema(description = "What calls that run have taken. Absent if `left` is", examples = "300") @Nullable
                String drawn,
        @Schema(
                        description =
                                "Outstanding and not at the holder: of calls that end just now, on its way there, or"
                                        + " lost; what is lost is free when the lease ends. Never below 0",
                        examples = "0")
                @Nullable
                String missing,
        @Schema(description = "What is left is free from then on") Instant endsAt) {

    static LeaseBody of(Loan loan) {
        return new LeaseBody(
                loan.lease().bound().value(),
                loan.lease().holder(),
                loan.lease().epoch(),
                loan.lease().granted().toDecimal(),
                loan.lease().reported().toDecimal(),
                loan.outstanding().toDecimal(),
                loan.held().map(Held::left).map(Fraction::toDecimal).orElse(null),
                loan.held().map(Held::drawn).map(Fraction::toDecimal).orElse(null),
                loan.missing().map(Fraction::toDecimal).orElse(null),
                loan.lease().endsAt());
    }
}
