package dev.countinghouse.app.rest.subscription;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.countinghouse.app.rest.body.Fields;
import dev.countinghouse.billing.domain.metering.MeterKey;
import dev.countinghouse.billing.domain.plan.PlanKey;
import dev.countinghouse.billing.ports.driving.ChangeSubscription.Step;
import dev.countinghouse.billing.ports.driving.ChangeSubscription.When;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import java.util.List;
import java.util.TreeSet;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.DiscriminatorMapping;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.media.SchemaProperty;
import org.jspecify.annotations.Nullable;

/** What is to happen to a subscription; {@code step} says which. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "step")
@JsonSubTypes({
    @JsonSubTypes.Type(value = StepBody.ToPlan.class, name = "to_plan"),
    @JsonSubTypes.Type(value = StepBody.DropScheduledChange.class, name = "drop_scheduled_change"),
    @JsonSubTypes.Type(value = StepBody.Cancel.class, name = "cancel"),
    @JsonSubTypes.Type(value = StepBody.Resume.class, name = "resume"),
    @JsonSubTypes.Type(value = StepBody.Pause.class, name = "pause"),
    @JsonSubTypes.Type(value = StepBody.CapOverage.class, name = "cap_overage")
})
@Schema(
        name = "SubscriptionStep",
        oneOf = {
            StepBody.ToPlan.class,
            StepBody.DropScheduledChange.class,
            StepBody.Cancel.class,
            StepBody.Resume.class,
            StepBody.Pause.class,
            StepBody.CapOverage.class
        },
        discriminatorProperty = "step",
        discriminatorMapping = {
            @DiscriminatorMapping(value = "to_plan", schema = StepBody.ToPlan.class),
            @DiscriminatorMapping(value = "drop_scheduled_change", schema = StepBody.DropScheduledChange.class),
            @DiscriminatorMapping(value = "cancel", schema = StepBody.Cancel.class),
            @DiscriminatorMapping(value = "resume", schema = StepBody.Resume.class),
            @DiscriminatorMapping(value = "pause", schema = StepBody.Pause.class),
            @DiscriminatorMapping(value = "cap_overage", schema = StepBody.CapOverage.class)
        })
public sealed interface StepBody {

    Step toStep();

    @Schema(
            name = "ToPlan",
            description =
                    "To the current version of a plan, which may be the one it has: that changes quantity or version",
            properties = @SchemaProperty(name = "step", type = SchemaType.STRING, enumeration = "to_plan"))
    record ToPlan(
            @Schema(examples = "enterprise") @NotBlank String plan,
            @Schema(description = "How many times the plan is taken", examples = "1")
                    @NotNull
                    @Min(1)
                    @Max(OrderBody.MOST)
                    Long quantity,
            @Schema(enumeration = {"now", "period_end"}) @NotBlank String when)
            implements StepBody {
        @Override
        public Step toStep() {
            return new Step.ToPlan(
                    Fields.read("plan", plan, PlanKey::new), quantity, Fields.word("when", when, When.class));
        }
    }

    @Schema(
            name = "DropScheduledChange",
            description = "Takes back a change of plan that has not taken effect",
            properties =
                    @SchemaProperty(name = "step", type = SchemaType.STRING, enumeration = "drop_scheduled_change"))
    record DropScheduledChange() implements StepBody {
        @Override
        public Step toStep() {
            return new Step.DropScheduledChange();
        }
    }

    @Schema(
            name = "Cancel",
            description = "Ends it, now or with what was paid for in advance",
            properties = @SchemaProperty(name = "step", type = SchemaType.STRING, enumeration = "cancel"))
    record Cancel(
            @Schema(enumeration = {"now", "period_end"}) @NotBlank String when,
            @Schema(description = "For now: whether fees for the time after the end are credited; false if absent")
                    @Nullable
                    Boolean creditUnused)
            implements StepBody {
        @Override
        public Step toStep() {
            return new Step.Cancel(Fields.word("when", when, When.class), creditUnused != null && creditUnused);
        }
    }

    @Schema(
            name = "Resume",
            description = "Takes back a cancellation that has not taken effect, or ends a pause",
            properties = @SchemaProperty(name = "step", type = SchemaType.STRING, enumeration = "resume"))
    record Resume() implements StepBody {
        @Override
        public Step toStep() {
            return new Step.Resume();
        }
    }

    @Schema(
            name = "Pause",
            description = "Admits no usage and charges no fees until it is resumed",
            properties = @SchemaProperty(name = "step", type = SchemaType.STRING, enumeration = "pause"))
    record Pause() implements StepBody {
        @Override
        public Step toStep() {
            return new Step.Pause();
        }
    }

    @Schema(
            name = "CapOverage",
            description = "Has overage of exactly these meters refused instead of charged; none for all charged again",
            properties = @SchemaProperty(name = "step", type = SchemaType.STRING, enumeration = "cap_overage"))
    record CapOverage(@NotNull List<@NotBlank String> meters) implements StepBody {
        @Override
        public Step toStep() {
            TreeSet<MeterKey> keys = new TreeSet<>();
            meters.forEach(meter -> keys.add(Fields.read("meters", meter, MeterKey::new)));
            return new Step.CapOverage(keys);
        }
    }
}
