package haetae.ops.health;

/** Looks at one dependency. */
public interface HealthCheck {
  /** Short name, for example {@code DISK}. */
  String name();

  /** Looks; may throw, which is an ERROR with the exception's message. */
  Result check() throws Exception;

  /** What was found. */
  record Result(HealthState state, String detail) {}

  /** A check from its parts. */
  static HealthCheck of(String name, Check check) {
    return new HealthCheck() {
      @Override
      public String name() {
        return name;
      }

      @Override
      public Result check() throws Exception {
        return check.run();
      }
    };
  }

  /** The looking part of a check. */
  @FunctionalInterface
  interface Check {
    /** Looks. */
    Result run() throws Exception;
  }
}
