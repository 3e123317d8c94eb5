package dev.countinghouse.app.rest.catalogue;

import dev.countinghouse.app.rest.problem.Problem;
import dev.countinghouse.app.rest.problem.ProblemException;
import dev.countinghouse.billing.domain.plan.Catalogue;
import dev.countinghouse.billing.ports.catalogue.CatalogueError;
import dev.countinghouse.billing.ports.catalogue.CatalogueReader;

/** Catalogues that came as text. */
public final class CatalogueText {

    private CatalogueText() {}

    /** @throws ProblemException naming everything that is wrong, each with its line */
    public static Catalogue read(String text) {
        return CatalogueReader.read("catalogue", text).fold(catalogue -> catalogue, errors -> {
            throw ProblemException.invalid(
                    errors.stream().map(CatalogueText::field).toList());
        });
    }

    private static Problem.FieldError field(CatalogueError error) {
        return new Problem.FieldError(
                error.path(), error.message() + " (line " + error.line() + ", column " + error.column() + ")");
    }
}
