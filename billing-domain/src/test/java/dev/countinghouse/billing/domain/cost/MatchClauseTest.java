package dev.countinghouse.billing.domain.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countinghouse.billing.domain.cost.MatchClause.And;
import dev.countinghouse.billing.domain.cost.MatchClause.Contains;
import dev.countinghouse.billing.domain.cost.MatchClause.EndsWith;
import dev.countinghouse.billing.domain.cost.MatchClause.Equals;
import dev.countinghouse.billing.domain.cost.MatchClause.Or;
import dev.countinghouse.billing.domain.cost.MatchClause.Regex;
import dev.countinghouse.billing.domain.cost.MatchClause.StartsWith;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class MatchClauseTest {

    static List<Arguments> matching() {
        return List.of(
                Arguments.of(new Equals("gpt-5"), "gpt-5", true),
                Arguments.of(new Equals("gpt-5"), "gpt-5-mini", false),
                Arguments.of(new Equals("GLM-4-Air"), "glm-4-air", true),
                Arguments.of(new StartsWith("claude-"), "Claude-Opus", true),
                Arguments.of(new StartsWith("claude-"), "my-claude-", false),
                Arguments.of(new EndsWith(":free"), "qwq-32b:FREE", true),
                Arguments.of(new EndsWith(":free"), "qwq:free:no", false),
                Arguments.of(new Contains("gemini"), "models/Gemini-2.5", true),
                Arguments.of(Regex.of("^o[134]"), "O3-mini", true),
                Arguments.of(Regex.of("^o[134]"), "gpt-o3", false),
                Arguments.of(Regex.of("(?:mi|code)stral"), "open-mistral-7b", true),
                Arguments.of(new And(List.of(new Contains("hugging"), new Contains("groq"))), "huggingface_groq", true),
                Arguments.of(new And(List.of(new Contains("hugging"), new Contains("groq"))), "groq", false),
                Arguments.of(new Or(List.of(new Equals("a"), new Equals("b"))), "b", true),
                Arguments.of(new Or(List.of(new Equals("a"), new Equals("b"))), "c", false),
                Arguments.of(MatchClause.NEVER, "", false));
    }

    @ParameterizedTest(name = "{0} on {1}: {2}")
    @MethodSource("matching")
    void namesMatchWithoutRegardToCase(MatchClause clause, String name, boolean matches) {
        assertThat(clause.matches(name)).isEqualTo(matches);
    }

    @Test
    void aBrokenRegularExpressionIsRefusedByName() {
        assertThatThrownBy(() -> Regex.of("o[13"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'o[13' is not a regular expression");
    }
}
