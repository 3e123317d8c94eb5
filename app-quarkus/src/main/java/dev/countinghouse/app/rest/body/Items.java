package dev.countinghouse.app.rest.body;

import java.util.List;

/** An answer per item of the request, in its order. */
public record Items<T>(List<T> items) {}
