package io.watchlake.ml.service;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * What a model says of the vector of a service's signals.
 *
 * @param score of the forest, 0 to 1: the shorter the paths, the higher
 * @param usual the score that 95 % of the training vectors stay below
 * @param strength evidence that the vector is unusual: 0 for a score that is usual, 1 for one that
 *     a vector in 10,000 would have
 * @param confidence how much it can be relied on, 0 to 1: grows with the training data and with the
 *     share of signals that are there
 * @param contributions of the signals that make it unusual, the largest first
 */
public record ServiceAssessment(
    double score,
    double usual,
    boolean beyond,
    double strength,
    double confidence,
    List<Contribution> contributions) {

  private static final int TOLD = 3;

  public ServiceAssessment {
    contributions = List.copyOf(contributions);
  }

  /** The evidence in a sentence, numbers with a decimal point. */
  public String describe(String service) {
    return String.format(
        Locale.ROOT,
        "%s as a whole is unusual: %sscore %.3f (usually below %.3f); most by %s",
        service,
        beyond ? "beyond all that it was fitted on, " : "",
        score,
        usual,
        contributions.stream()
            .limit(TOLD)
            .map(Contribution::describe)
            .collect(Collectors.joining(", ")));
  }
}
