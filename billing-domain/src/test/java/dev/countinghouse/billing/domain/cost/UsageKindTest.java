package dev.countinghouse.billing.domain.cost;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class UsageKindTest {

    @Test
    void aKindIsPartOfEveryKindWhoseWordsItHas() {
        assertThat(wholesOf(UsageKind.CACHE_AUDIO_READ_TOKENS))
                .containsExactly(UsageKind.INPUT_TOKENS, UsageKind.INPUT_AUDIO_TOKENS, UsageKind.CACHE_READ_TOKENS);
        assertThat(wholesOf(UsageKind.CACHE_WRITE_1H_TOKENS))
                .containsExactly(UsageKind.INPUT_TOKENS, UsageKind.CACHE_WRITE_TOKENS);
        assertThat(wholesOf(UsageKind.OUTPUT_TEXT_REASONING_TOKENS))
                .containsExactly(
                        UsageKind.OUTPUT_TOKENS, UsageKind.OUTPUT_TEXT_TOKENS, UsageKind.OUTPUT_REASONING_TOKENS);
        assertThat(wholesOf(UsageKind.INPUT_AUDIO_SECONDS)).containsExactly(UsageKind.AUDIO_SECONDS);
        assertThat(wholesOf(UsageKind.INPUT_ANNOTATED_DOCUMENT_PAGES)).containsExactly(UsageKind.INPUT_DOCUMENT_PAGES);
    }

    @Test
    void inputOutputRequestsAndSearchesArePartsOfNothing() {
        assertThat(List.of(
                        UsageKind.INPUT_TOKENS,
                        UsageKind.OUTPUT_TOKENS,
                        UsageKind.REQUESTS,
                        UsageKind.WEB_SEARCHES,
                        UsageKind.INPUT_CHARACTERS))
                .allSatisfy(kind -> assertThat(wholesOf(kind)).isEmpty());
    }

    @Test
    void countsAndPricesGoByTheNamesOfThePriceBook() {
        assertThat(UsageKind.CACHE_WRITE_5M_TOKENS.countName()).isEqualTo("cache_write_5m_tokens");
        assertThat(UsageKind.CACHE_WRITE_5M_TOKENS.priceName()).isEqualTo("cache_write_5m_mtok");
        assertThat(UsageKind.INPUT_PIXELS.priceName()).isEqualTo("input_gpixels");
        assertThat(UsageKind.AUDIO_SECONDS.priceName()).isEqualTo("audio_hours");
        assertThat(UsageKind.INPUT_DOCUMENT_PAGES.priceName()).isEqualTo("input_document_kpages");
        assertThat(UsageKind.WEB_SEARCHES.priceName()).isEqualTo("web_searches_kcount");
        assertThat(UsageKind.INPUT_CHARACTERS.priceName()).isEqualTo("input_mchars");
        for (UsageKind kind : UsageKind.values()) {
            assertThat(UsageKind.ofCountName(kind.countName())).contains(kind);
            assertThat(UsageKind.ofPriceName(kind.priceName())).contains(kind);
        }
    }

    @Test
    void cachedTokensAreReportedAsInputAndSearchesAsOther() {
        assertThat(UsageKind.CACHE_READ_TOKENS.side()).isEqualTo(UsageKind.Side.INPUT);
        assertThat(UsageKind.OUTPUT_CITATION_TOKENS.side()).isEqualTo(UsageKind.Side.OUTPUT);
        assertThat(UsageKind.WEB_SEARCHES.side()).isEqualTo(UsageKind.Side.OTHER);
        assertThat(UsageKind.REQUESTS.side()).isEqualTo(UsageKind.Side.OTHER);
    }

    private static List<UsageKind> wholesOf(UsageKind part) {
        return Arrays.stream(UsageKind.values()).filter(part::isPartOf).toList();
    }
}
