package haetae.ops.health;

/** State of one dependency. */
public enum HealthState {
  OK("✔"),
  WARN("⚠"),
  ERROR("✘"),
  /** Switched off by the configuration. */
  DISABLED("–");

  private final String symbol;

  HealthState(String symbol) {
    this.symbol = symbol;
  }

  String symbol() {
    return symbol;
  }
}
