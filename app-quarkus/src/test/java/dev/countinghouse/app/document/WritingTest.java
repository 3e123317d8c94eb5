package dev.countinghouse.app.document;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Texts as they have to be told to a PDF: from the left, with letters that join. */
class WritingTest {

    @Test
    void whatIsWrittenFromTheRightIsTurnedAround() {
        assertThat(VisualOrder.of("Acme Inc. (Nový) — Λ")).isEqualTo("Acme Inc. (Nový) — Λ");
        assertThat(VisualOrder.of("Acme שלום")).isEqualTo("Acme םולש");
        // numbers stay, brackets open on the other side
        assertThat(VisualOrder.of("שלום (חברה) 123")).isEqualTo("123 (הרבח) םולש");
        assertThat(VisualOrder.of("אב\u05B8ג"))
                .as("a vowel stays on its letter")
                .isEqualTo("גב\u05B8א");
    }

    @Test
    void arabicLettersJoinTheirNeighbours() {
        // beh: alone, final, initial, medial are FE8F to FE92; alef FE8D and FE8E joins backwards only
        assertThat(Letters.readable("ب")).isEqualTo("\uFE8F");
        assertThat(Letters.readable("ببب")).isEqualTo("\uFE91\uFE92\uFE90");
        assertThat(Letters.readable("باب")).isEqualTo("\uFE91\uFE8E\uFE8F");
        assertThat(Letters.readable("ب\u064Eب")).as("over a vowel").isEqualTo("\uFE91\u064E\uFE90");
        assertThat(Letters.readable("لا")).as("lam and alef are one").isEqualTo("\uFEFB");
        assertThat(Letters.readable("بلا")).isEqualTo("\uFE91\uFEFC");
        // reh joins backwards only, so yeh barree stands alone behind it; behind beh it is final; with hamza likewise
        assertThat(Letters.readable("رے")).isEqualTo("\uFEAD\uFBAE");
        assertThat(Letters.readable("بے")).isEqualTo("\uFE91\uFBAF");
        assertThat(Letters.readable("رۓ")).isEqualTo("\uFEAD\uFBB0");
        assertThat(Letters.readable("بے\u0654")).as("composed").isEqualTo("\uFE91\uFBB1");
    }

    @Test
    void whatKeepsLettersApartOrJoinsThemDoesSoAndIsNotShown() {
        // meem yeh | kheh waw alef heh meem: "I want" in Persian, in two parts that do not join
        assertThat(Letters.readable("می\u200Cخواهم")).isEqualTo("\uFEE3\uFBFD\uFEA7\uFEEE\uFE8D\uFEEB\uFEE2");
        assertThat(Letters.readable("ل\u200Cا")).as("lam and alef are two").isEqualTo("\uFEDD\uFE8D");
        assertThat(Letters.readable("ه\u200D ")).as("an abbreviation").isEqualTo("\uFEEB");
        assertThat(Letters.readable("ا\u200Dب")).isEqualTo("\uFE8D\uFE90");
        assertThat(Letters.readable("ب\u00ADب")).as("a place to break").isEqualTo("\uFE91\uFE90");
        assertThat(Letters.readable("Auf\u200Clage \u200C")).isEqualTo("Auflage");
    }

    @Test
    void whatCannotBeSeenIsLeftOutAndATextIsOneLine() {
        assertThat(Letters.readable(" a\tb\r\nc\u0000d\u2028e ")).isEqualTo("a b c d e");
        assertThat(Letters.readable("zero\u200Bwidth\uFEFF \u202Eturned\u202C")).isEqualTo("zerowidth turned");
        assertThat(Letters.readable("e\u0301 ☎\uFE0F")).isEqualTo("é ☎");
    }
}
