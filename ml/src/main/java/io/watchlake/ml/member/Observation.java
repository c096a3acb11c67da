package io.watchlake.ml.member;

/**
 * One point beside what the past makes of it. Made anew for each point by {@link Baseline}; lengths
 * are in the unit of the series unless said otherwise.
 *
 * @param index how many points came before
 * @param value the value
 * @param scale the distance of the 5 % and the 95 % quantile of the past; 0 for a constant series
 * @param deviation value − median of the past
 * @param residual value − what this time of day usually shows
 * @param standardised the residual over the usual deviation at this time of day, times {@code
 *     scale}
 * @param weekly value − what this hour of the week usually shows
 * @param shortDeviation mean of the last 12 deviations, this one included
 * @param longDeviation mean of the last 48
 * @param shortResidual mean of the last 12 residuals
 * @param longResidual mean of the last 48
 * @param spread standard deviation of the last 48 values
 * @param novelty how far outside of the range of the past, in ranges; 1 where the past was constant
 */
public record Observation(
    long index,
    double value,
    double scale,
    double deviation,
    double residual,
    double standardised,
    double weekly,
    double shortDeviation,
    double longDeviation,
    double shortResidual,
    double longResidual,
    double spread,
    double novelty) {}
