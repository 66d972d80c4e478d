package haetae.ops.log;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/**
 * The trade that this thread is working on: each line it logs meanwhile ends in {@code trade=ID},
 * so that a search for the id tells the trade's story.
 *
 * <pre>{@code
 * try (var _ = Correlation.with("T42")) {
 *   log.info("leg filled");
 * }
 * }</pre>
 *
 * <p>Threads: each has its own; it is not handed on to threads it starts.
 */
public final class Correlation {
  private static final ThreadLocal<@Nullable String> CURRENT = new ThreadLocal<>();

  /**
   * Goes back to the id before.
   *
   * @param previous that id, null if there was none
   */
  public record Scope(@Nullable String previous) implements AutoCloseable {
    @Override
    public void close() {
      if (previous == null) {
        CURRENT.remove();
      } else {
        CURRENT.set(previous);
      }
    }
  }

  private Correlation() {}

  /** Sets the id for this thread until the scope is closed; scopes may be nested. */
  public static Scope with(String trade) {
    Scope scope = new Scope(CURRENT.get());
    CURRENT.set(requireNonNull(trade, "trade"));
    return scope;
  }

  static @Nullable String current() {
    return CURRENT.get();
  }
}
