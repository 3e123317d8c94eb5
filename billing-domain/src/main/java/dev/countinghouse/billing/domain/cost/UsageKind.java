package dev.countinghouse.billing.domain.cost;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A kind of usage that a provider counts and may price. Counts overlap: a cached audio token is counted as input, as
 * cached and as audio.
 *
 * <p>The words of a kind's name say what it is part of: a kind is a part of every kind of the same unit whose words are
 * all among its own ({@code cache_audio_read} of {@code cache_read}, {@code input_audio} and {@code input}; reading and
 * writing a cache are both input).
 */
public enum UsageKind {
    INPUT_TOKENS,
    INPUT_TEXT_TOKENS,
    INPUT_AUDIO_TOKENS,
    INPUT_IMAGE_TOKENS,
    INPUT_VIDEO_TOKENS,
    INPUT_TOOL_TOKENS,
    INPUT_TEXT_TOOL_TOKENS,
    INPUT_AUDIO_TOOL_TOKENS,
    INPUT_IMAGE_TOOL_TOKENS,
    INPUT_VIDEO_TOOL_TOKENS,
    CACHE_READ_TOKENS,
    CACHE_TEXT_READ_TOKENS,
    CACHE_AUDIO_READ_TOKENS,
    CACHE_IMAGE_READ_TOKENS,
    CACHE_VIDEO_READ_TOKENS,
    CACHE_WRITE_TOKENS,
    CACHE_WRITE_5M_TOKENS,
    CACHE_WRITE_1H_TOKENS,
    CACHE_TEXT_WRITE_TOKENS,
    CACHE_TEXT_WRITE_5M_TOKENS,
    CACHE_TEXT_WRITE_1H_TOKENS,
    CACHE_AUDIO_WRITE_TOKENS,
    CACHE_AUDIO_WRITE_5M_TOKENS,
    CACHE_AUDIO_WRITE_1H_TOKENS,
    CACHE_IMAGE_WRITE_TOKENS,
    CACHE_IMAGE_WRITE_5M_TOKENS,
    CACHE_IMAGE_WRITE_1H_TOKENS,
    CACHE_VIDEO_WRITE_TOKENS,
    CACHE_VIDEO_WRITE_5M_TOKENS,
    CACHE_VIDEO_WRITE_1H_TOKENS,
    OUTPUT_TOKENS,
    OUTPUT_TEXT_TOKENS,
    OUTPUT_AUDIO_TOKENS,
    OUTPUT_IMAGE_TOKENS,
    OUTPUT_VIDEO_TOKENS,
    OUTPUT_REASONING_TOKENS,
    OUTPUT_TEXT_REASONING_TOKENS,
    OUTPUT_AUDIO_REASONING_TOKENS,
    OUTPUT_IMAGE_REASONING_TOKENS,
    OUTPUT_VIDEO_REASONING_TOKENS,
    OUTPUT_CITATION_TOKENS,
    OUTPUT_TEXT_CITATION_TOKENS,
    OUTPUT_AUDIO_CITATION_TOKENS,
    OUTPUT_IMAGE_CITATION_TOKENS,
    OUTPUT_VIDEO_CITATION_TOKENS,
    INPUT_CHARACTERS,
    INPUT_TEXT_MESSAGES,
    INPUT_PIXELS,
    INPUT_DOCUMENT_PAGES,
    INPUT_ANNOTATED_DOCUMENT_PAGES,
    AUDIO_SECONDS,
    INPUT_AUDIO_SECONDS,
    OUTPUT_AUDIO_SECONDS,
    REQUESTS,
    WEB_SEARCHES,
    SOCIAL_SEARCHES,
    STORAGE_SEARCHES,
    RERANK_SEARCHES,
    CODE_EXECUTIONS;

    /** The part of a cost that a kind is reported under. */
    public enum Side {
        INPUT,
        OUTPUT,
        OTHER
    }

    /** What a kind is made of; the words alone decide what is part of what. */
    private record Name(UsageUnit unit, Set<String> words) {

        boolean isPartOf(Name whole) {
            return unit == whole.unit && words.size() > whole.words.size() && words.containsAll(whole.words);
        }
    }

    private static final Map<String, UsageKind> BY_COUNT_NAME = index(UsageKind::countName);
    private static final Map<String, UsageKind> BY_PRICE_NAME = index(UsageKind::priceName);
    private static final Map<Name, UsageKind> BY_NAME = index(kind -> kind.name);
    private static final Map<UsageKind, Set<UsageKind>> WHOLES = wholes();

    private final String countName;

    @SuppressWarnings("ImmutableEnumChecker") // its set of words is a copy that cannot change
    private final Name name;

    private final Side side;

    UsageKind() {
        countName = name().toLowerCase(Locale.ROOT);
        UsageUnit unit = UsageUnit.ofCount(countName);
        Set<String> words = words(unit.stem(countName));
        name = new Name(unit, words);
        side = words.contains("input") ? Side.INPUT : words.contains("output") ? Side.OUTPUT : Side.OTHER;
    }

    /** The name counts of this kind go by in usage, for example {@code cache_read_tokens}. */
    public String countName() {
        return countName;
    }

    /** The name prices of this kind go by in the price book, for example {@code cache_read_mtok}. */
    public String priceName() {
        return unit().priceName(countName);
    }

    public UsageUnit unit() {
        return name.unit();
    }

    public Side side() {
        return side;
    }

    public static Optional<UsageKind> ofCountName(String countName) {
        return Optional.ofNullable(BY_COUNT_NAME.get(countName));
    }

    public static Optional<UsageKind> ofPriceName(String priceName) {
        return Optional.ofNullable(BY_PRICE_NAME.get(priceName));
    }

    /** Whether everything counted as this kind is also counted as {@code whole}; no kind is a part of itself. */
    public boolean isPartOf(UsageKind whole) {
        return WHOLES.getOrDefault(this, Set.of()).contains(whole);
    }

    /** Grows with every word, so a part has more of it than its wholes. */
    int detail() {
        return name.words().size();
    }

    /** The kind that counts exactly what is counted as this kind and as {@code other} at once, if there is one. */
    Optional<UsageKind> overlapWith(UsageKind other) {
        Set<String> both = new HashSet<>(name.words());
        both.addAll(other.name.words());
        return unit() == other.unit() ? Optional.ofNullable(BY_NAME.get(new Name(unit(), both))) : Optional.empty();
    }

    private static <K> Map<K, UsageKind> index(Function<UsageKind, K> key) {
        return Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(key, Function.identity()));
    }

    private static Map<UsageKind, Set<UsageKind>> wholes() {
        Map<UsageKind, Set<UsageKind>> wholes = new EnumMap<>(UsageKind.class);
        for (UsageKind part : values()) {
            Set<UsageKind> itsWholes = EnumSet.noneOf(UsageKind.class);
            Arrays.stream(values())
                    .filter(whole -> part.name.isPartOf(whole.name))
                    .forEach(itsWholes::add);
            wholes.put(part, itsWholes);
        }
        return wholes;
    }

    private static Set<String> words(String stem) {
        Set<String> words = new HashSet<>(Arrays.asList(stem.split("_", -1)));
        if (words.contains("cache")) {
            words.add("input");
        }
        return Set.copyOf(words);
    }
}
