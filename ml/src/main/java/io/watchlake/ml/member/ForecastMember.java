package io.watchlake.ml.member;

import io.watchlake.ml.state.StateReader;
import io.watchlake.ml.state.StateWriter;

/**
 * Distance from a linear forecast out of the three residuals before, in scales: recursive least
 * squares (Haykin, "Adaptive Filter Theory") that forgets slowly and learns from clipped errors, so
 * that an outlier does not become the model.
 */
final class ForecastMember implements Member {

  private static final int LAGS = 3;
  private static final double FORGET = 0.9995;
  private static final double FARTHEST_INPUT = 3;
  private static final double FARTHEST_ERROR = 1;
  private static final double START_VARIANCE = 100;

  /** Without excitation the covariance would grow for ever; from here on it is halved. */
  private static final double MOST_VARIANCE = 1e4;

  private final double[] covariance = new double[LAGS * LAGS];
  private final double[] weights = new double[LAGS];
  private final double[] lags = new double[LAGS];
  private final double[] gain = new double[LAGS];

  ForecastMember() {
    for (int i = 0; i < LAGS; i++) {
      covariance[i * LAGS + i] = START_VARIANCE;
    }
  }

  @Override
  public Expectation expectation() {
    return Expectation.FORECAST;
  }

  @Override
  public double measure(Observation point) {
    double now = point.scale() > 0 ? point.residual() / point.scale() : 0;
    double forecast = 0;
    for (int i = 0; i < LAGS; i++) {
      forecast += weights[i] * lags[i];
    }
    double input = clip(now, FARTHEST_INPUT);
    learn(clip(input - forecast, FARTHEST_ERROR));
    lags[2] = lags[1];
    lags[1] = lags[0];
    lags[0] = input;
    return Math.abs(now - forecast);
  }

  private void learn(double error) {
    double norm = FORGET;
    for (int i = 0; i < LAGS; i++) {
      double sum = 0;
      for (int j = 0; j < LAGS; j++) {
        sum += covariance[i * LAGS + j] * lags[j];
      }
      gain[i] = sum;
      norm += sum * lags[i];
    }
    double trace = 0;
    for (int i = 0; i < LAGS; i++) {
      weights[i] += gain[i] / norm * error;
      for (int j = 0; j < LAGS; j++) {
        int at = i * LAGS + j;
        covariance[at] = (covariance[at] - gain[i] * gain[j] / norm) / FORGET;
      }
      trace += covariance[i * LAGS + i];
    }
    if (trace > MOST_VARIANCE) {
      for (int i = 0; i < covariance.length; i++) {
        covariance[i] *= 0.5;
      }
    }
  }

  private static double clip(double value, double most) {
    return Math.max(-most, Math.min(most, value));
  }

  @Override
  public void write(StateWriter out) {
    for (double[] part : new double[][] {covariance, weights, lags}) {
      for (double number : part) {
        out.writeDouble(number);
      }
    }
  }

  @Override
  public void read(StateReader in) {
    for (double[] part : new double[][] {covariance, weights, lags}) {
      for (int i = 0; i < part.length; i++) {
        part[i] = in.readDouble();
      }
    }
  }
}
