package io.watchlake.app.bench;

import java.util.Map;

/**
 * How long the dashboards' queries take. Its JSON is the command's answer.
 *
 * @param rows rollups of a minute in the table
 * @param days how many days they cover
 * @param files data files
 * @param bytes their size
 * @param runs how often each query was asked when all had been asked before
 * @param p50Seconds the median over all of them
 * @param p99Seconds the slowest hundredth
 * @param queries each by itself, by name
 * @param versions of what was measured on, by name
 */
record QueriesFigures(
    long rows,
    int days,
    long files,
    long bytes,
    int runs,
    double p50Seconds,
    double p99Seconds,
    Map<String, OfQuery> queries,
    Map<String, String> versions) {

  /**
   * One query.
   *
   * @param firstSeconds the first time
   * @param p50Seconds the median of those that followed
   * @param p99Seconds the slowest hundredth of those that followed
   * @param rows rows of its answer
   */
  record OfQuery(double firstSeconds, double p50Seconds, double p99Seconds, int rows) {}
}
