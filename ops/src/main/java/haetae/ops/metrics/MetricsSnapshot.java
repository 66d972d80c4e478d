package haetae.ops.metrics;

import java.util.Arrays;

/** All figures of one moment. What was not set is NaN: unknown, never 0. Immutable. */
public final class MetricsSnapshot {
  private static final int METRICS = Metric.values().length;

  private final double[] values;

  private MetricsSnapshot(double[] values) {
    this.values = values;
  }

  /** The figure, NaN if it is not known. */
  public double get(Metric metric) {
    return values[metric.ordinal()];
  }

  /** Begins a snapshot. */
  public static Builder builder() {
    return new Builder();
  }

  /** Collects the figures of a snapshot. */
  public static final class Builder {
    private final double[] values = new double[METRICS];

    private Builder() {
      Arrays.fill(values, Double.NaN);
    }

    /** Sets a figure. */
    public Builder set(Metric metric, double value) {
      values[metric.ordinal()] = value;
      return this;
    }

    /** The snapshot; what is set later does not change it. */
    public MetricsSnapshot build() {
      return new MetricsSnapshot(values.clone());
    }
  }
}
