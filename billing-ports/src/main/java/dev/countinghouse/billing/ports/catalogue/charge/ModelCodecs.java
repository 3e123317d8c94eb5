package dev.countinghouse.billing.ports.catalogue.charge;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countinghouse.billing.domain.pricing.ChargeModel;
import dev.countinghouse.billing.ports.catalogue.source.Node;
import dev.countinghouse.billing.ports.catalogue.source.Problems;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** All charge models a catalogue can name. */
public final class ModelCodecs {

    private static final List<ModelCodec<?>> ALL = List.of(
            new FlatFeeCodec(),
            new PerUnitCodec(),
            new PackagePriceCodec(),
            new GraduatedCodec(),
            new VolumeCodec(),
            new PercentageCodec(),
            new GraduatedPercentageCodec(),
            new DynamicCodec(),
            new MatrixCodec(),
            new ThresholdCodec(),
            new TimeOfDayCodec());

    private ModelCodecs() {}

    /** The fields of a charge that stand for a model, in the order the docs explain them. */
    public static List<String> names() {
        return ALL.stream().map(ModelCodec::name).toList();
    }

    static Set<Class<?>> types() {
        return ALL.stream().map(ModelCodec::type).collect(Collectors.toUnmodifiableSet());
    }

    /** Reads the model of the given name, one of {@link #names()}. */
    public static Optional<ChargeModel> read(String name, Node node, Currency currency, Problems problems) {
        return ALL.stream()
                .filter(codec -> codec.name().equals(name))
                .findFirst()
                .orElseThrow()
                .reader(currency)
                .read(node, problems)
                .map(model -> model);
    }

    public static String nameOf(ChargeModel model) {
        return codecOf(model).name();
    }

    public static JsonNode write(ChargeModel model) {
        return written(codecOf(model), model);
    }

    private static <M extends ChargeModel> JsonNode written(ModelCodec<M> codec, ChargeModel model) {
        return codec.write(codec.type().cast(model));
    }

    private static ModelCodec<?> codecOf(ChargeModel model) {
        return ALL.stream()
                .filter(codec -> codec.type().isInstance(model))
                .findFirst()
                .orElseThrow(
                        () -> new IllegalArgumentException("charge model " + model + " has no syntax, add a codec"));
    }
}
