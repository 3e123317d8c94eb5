package dev.countinghouse.billing.domain.cost;

/** A model as a request or a response names it, with or without the provider it was bought from. */
public record ModelRef(String provider, String model) {

    private static final String ANY = "";

    public ModelRef {
        provider = provider.strip();
        model = model.strip();
    }

    public static ModelRef of(String provider, String model) {
        return new ModelRef(provider, model);
    }

    /** A model whose provider has to be told from its name. */
    public static ModelRef ofModel(String model) {
        return new ModelRef(ANY, model);
    }

    public boolean namesProvider() {
        return !provider.equals(ANY);
    }

    @Override
    public String toString() {
        return namesProvider() ? provider + "/" + model : model;
    }
}
