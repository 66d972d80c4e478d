package haetae.ops.watchdog;

/** How bad it is. */
public enum Level {
  OK("🟢"),
  WARN("🟡"),
  ERROR("🟠"),
  CRITICAL("🔴");

  private final String symbol;

  Level(String symbol) {
    this.symbol = symbol;
  }

  /** Coloured circle shown to the operator. */
  public String symbol() {
    return symbol;
  }
}
