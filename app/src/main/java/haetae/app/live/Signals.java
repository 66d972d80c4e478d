package haetae.app.live;

import java.lang.reflect.Proxy;
import java.util.function.IntConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * SIGINT and SIGTERM. The JVM's own handler cannot tell a second signal from the first, so its
 * signal classes are used, by reflection since they are outside the standard.
 */
final class Signals {
  private static final Logger LOG = LoggerFactory.getLogger("arbitrage.live_loop");

  private Signals() {}

  /**
   * Installs a handler.
   *
   * @param handler given the signal's number (2 or 15), on a thread of the JVM
   * @return false if this JVM has no such classes; the JVM's default stays then
   */
  static boolean handle(IntConsumer handler) {
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> type = Class.forName("sun.misc.SignalHandler");
      Object proxy =
          Proxy.newProxyInstance(
              Signals.class.getClassLoader(),
              new Class<?>[] {type},
              (self, method, arguments) -> {
                if (method.getName().equals("handle") && arguments != null) {
                  handler.accept((int) signal.getMethod("getNumber").invoke(arguments[0]));
                  return null;
                }
                throw new UnsupportedOperationException(method.getName());
              });
      for (String name : new String[] {"INT", "TERM"}) {
        Object wanted = signal.getConstructor(String.class).newInstance(name);
        signal.getMethod("handle", signal, type).invoke(null, wanted, proxy);
      }
      return true;
    } catch (ReflectiveOperationException | RuntimeException e) {
      LOG.warn("[LIVE] signals are handled by the JVM: {}", e.toString());
      return false;
    }
  }
}
