package dev.countinghouse.billing.ports.pricebook;

import com.fasterxml.jackson.databind.JsonNode;
import com.knuddels.jtokkit.Encodings;
import com.knuddels.jtokkit.api.EncodingRegistry;
import com.knuddels.jtokkit.api.EncodingType;
import dev.countinghouse.billing.domain.cost.TokenUsage;
import dev.countinghouse.billing.domain.cost.UsageKind;
import java.util.Map;
import java.util.Optional;

/**
 * Counts tokens where a provider reported none, always with OpenAI's {@code o200k_base}: other vendors do not publish
 * theirs, and for prose the counts are close. The result is marked as estimated. Images, tool definitions and hidden
 * reasoning are not counted.
 *
 * <p>Thread-safe; the vocabulary (3.6 MB) is loaded at the first estimate.
 */
public final class TokenEstimator {

    private final EncodingRegistry encodings = Encodings.newLazyEncodingRegistry();

    public TokenUsage estimate(String prompt, String completion) {
        return TokenUsage.estimate(
                Map.of(UsageKind.INPUT_TOKENS, tokens(prompt), UsageKind.OUTPUT_TOKENS, tokens(completion)));
    }

    /** Counts the text of a request and of its response, whatever provider's; empty if neither holds any. */
    public Optional<TokenUsage> estimate(JsonNode request, JsonNode response) {
        TokenUsage usage = estimate(ConversationText.ofRequest(request), ConversationText.ofResponse(response));
        return usage.isEmpty() ? Optional.empty() : Optional.of(usage);
    }

    /** Text that looks like a control token, such as {@code <|endoftext|>}, is text to us. */
    private long tokens(String text) {
        return encodings.getEncoding(EncodingType.O200K_BASE).countTokensOrdinary(text);
    }
}
