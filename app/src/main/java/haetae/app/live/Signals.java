package haetae.app.live;

import haetae.ops.log.Loggers;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * SIGINT, SIGTERM and SIGHUP while it is open. The JVM's own handler cannot tell a second signal
 * from the first, so its signal classes are used, by reflection since they are outside the
 * standard. What is ignored at the start ({@code nohup}) stays ignored: the JVM sees to that.
 */
public final class Signals implements AutoCloseable {
  private static final Logger LOG = Loggers.of("live_loop");
  private static final String[] NAMES = {"INT", "TERM", "HUP"};

  /** What a signal did before, to be put back. */
  private record Before(String name, Object handler) {}

  private final List<Before> before = new ArrayList<>();

  private Signals() {}

  /**
   * Installs a handler.
   *
   * @param handler given the signal's number (2, 15 or 1), on a thread of the JVM
   */
  public static Signals handle(IntConsumer handler) {
    Signals signals = new Signals();
    try {
      Class<?> type = Class.forName("sun.misc.SignalHandler");
      Object proxy =
          Proxy.newProxyInstance(
              Signals.class.getClassLoader(),
              new Class<?>[] {type},
              (self, method, arguments) -> answer(method.getName(), arguments, handler));
      for (String name : NAMES) {
        signals.before.add(new Before(name, set(name, proxy)));
      }
    } catch (ReflectiveOperationException | RuntimeException e) {
      LOG.warn("[LIVE] signals are handled by the JVM: {}", e.toString());
    }
    return signals;
  }

  private static @Nullable Object answer(
      String method, Object @Nullable [] arguments, IntConsumer handler)
      throws ReflectiveOperationException {
    if (!method.equals("handle") || arguments == null) {
      throw new UnsupportedOperationException(method);
    }
    Object signal = arguments[0];
    handler.accept((int) signal.getClass().getMethod("getNumber").invoke(signal));
    return null;
  }

  private static Object set(String name, Object handler) throws ReflectiveOperationException {
    Class<?> signal = Class.forName("sun.misc.Signal");
    Class<?> type = Class.forName("sun.misc.SignalHandler");
    Object wanted = signal.getConstructor(String.class).newInstance(name);
    return signal.getMethod("handle", signal, type).invoke(null, wanted, handler);
  }

  /** Puts back what the signals did before. */
  @Override
  public void close() {
    for (Before old : before) {
      try {
        set(old.name(), old.handler());
      } catch (ReflectiveOperationException | RuntimeException e) {
        LOG.warn("[LIVE] signal {} keeps its handler: {}", old.name(), e.toString());
      }
    }
  }
}
