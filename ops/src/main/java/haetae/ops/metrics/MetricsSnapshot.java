package haetae.ops.metrics;

import java.util.EnumMap;
import java.util.Map;

/** All figures of one moment. What was not set is NaN: unknown, never 0. Immutable. */
public final class MetricsSnapshot {
  private final Map<Metric, Double> values;

  private MetricsSnapshot(Map<Metric, Double> values) {
    this.values = values;
  }

  /** The figure, NaN if it is not known. */
  public double get(Metric metric) {
    Double value = values.get(metric);
    return value == null ? Double.NaN : value;
  }

  /** Begins a snapshot. */
  public static Builder builder() {
    return new Builder();
  }

  /** Collects the figures of a snapshot. */
  public static final class Builder {
    private final Map<Metric, Double> values = new EnumMap<>(Metric.class);

    private Builder() {}

    /** Sets a figure. */
    public Builder set(Metric metric, double value) {
      values.put(metric, value);
      return this;
    }

    /** The snapshot. */
    public MetricsSnapshot build() {
      return new MetricsSnapshot(new EnumMap<>(values));
    }
  }
}
