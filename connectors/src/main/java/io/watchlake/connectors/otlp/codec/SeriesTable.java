package io.watchlake.connectors.otlp.codec;

import io.watchlake.model.telemetry.Series;
import java.util.Arrays;

/**
 * Series by small numbers, so that whoever handles points of many series can keep what it knows of
 * a series in arrays. A table only grows; a decoder that has seen too much begins another one, and
 * whoever holds numbers of the old one lets them go when it sees the new one.
 */
public final class SeriesTable {

  private Series[] series;
  private int size;

  public SeriesTable() {
    series = new Series[64];
  }

  /** How many series have a number: those from 0 to here. */
  public int size() {
    return size;
  }

  /** The series of a number. */
  public Series get(int number) {
    return series[number];
  }

  /** Gives a series the next number. */
  public int add(Series added) {
    if (size == series.length) {
      series = Arrays.copyOf(series, size * 2);
    }
    series[size] = added;
    return size++;
  }
}
