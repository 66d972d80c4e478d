package haetae.sandbox.net;

import java.util.function.Function;

/** What answers on a port. Threads: the sandbox's. */
public interface Endpoint {
  /** Answers a request. */
  Reply http(Request request);

  /** Decides on a WebSocket handshake. */
  Upgrade webSocket(Request handshake);

  /** What the clock of this side shows, ms since the epoch: for the Date of its answers. */
  default long nowMs() {
    return System.currentTimeMillis();
  }

  /** The decision on a handshake. */
  sealed interface Upgrade {}

  /** The handshake fails with an HTTP answer. */
  record Refused(Reply reply) implements Upgrade {}

  /** The handshake succeeds; the function is given the open session. */
  record Accepted(Function<Session, Listener> opened) implements Upgrade {}

  /** What a session's client does. */
  interface Listener {
    /** A message came, in a text or a binary frame. */
    void message(String text);

    /** A pong came. */
    default void pong() {}

    /** The session has ended, for whatever reason. */
    void closed();
  }
}
