package haetae.sandbox.binance;

import haetae.sandbox.fault.FaultKind;
import haetae.sandbox.fault.FaultSpec;
import haetae.sandbox.fault.Faults;
import haetae.sandbox.net.Loop;
import haetae.sandbox.net.Session;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** All open connections: pings, longest lives, and the faults that strike them. */
final class Connections {
  private static final long TICK_MS = 500;
  private static final long GRACE_MS = 1_000;

  /** What is known of a connection. */
  private static final class Known {
    private final boolean spot;
    private final boolean privateStream;
    private final Runnable shutdown;
    private long pingedMs;

    Known(boolean spot, boolean privateStream, Runnable shutdown, long nowMs) {
      this.spot = spot;
      this.privateStream = privateStream;
      this.shutdown = shutdown;
      this.pingedMs = nowMs;
    }
  }

  private final Map<Session, Known> open = new LinkedHashMap<>();
  private final BinanceSettings settings;
  private final Faults faults;
  private final Loop loop;

  Connections(BinanceSettings settings, Faults faults, Loop loop) {
    this.settings = settings;
    this.faults = faults;
    this.loop = loop;
    faults.listen(this::strike, _ -> {});
    loop.every(TICK_MS, this::tick);
  }

  /**
   * Takes in a connection.
   *
   * @param shutdown announces that it will be closed; may do nothing
   */
  void opened(Session session, boolean spot, boolean privateStream, Runnable shutdown) {
    open.put(session, new Known(spot, privateStream, shutdown, System.currentTimeMillis()));
  }

  void gone(Session session) {
    open.remove(session);
  }

  /** True if a stream is to bring nothing at present. */
  boolean silent(boolean privateStream) {
    return faults.hitStream(FaultKind.SILENT_STREAM, privateStream).isPresent()
        || faults.hit(FaultKind.MAINTENANCE).isPresent();
  }

  private void tick() {
    long now = System.currentTimeMillis();
    Map.copyOf(open).forEach((session, known) -> tick(session, known, now));
  }

  private void tick(Session session, Known known, long nowMs) {
    long every = (known.spot ? settings.spotPingSec() : settings.futuresPingSec()) * 1_000L;
    long limit = (known.spot ? settings.spotPongSec() : settings.futuresPongSec()) * 1_000L;
    if (nowMs - known.pingedMs >= every) {
      known.pingedMs = nowMs;
      session.ping(String.valueOf(nowMs));
    }
    boolean mute = nowMs - session.pongMs() > every + limit;
    boolean old = nowMs - session.openedMs() > settings.streamLifeSec() * 1_000;
    if (mute) {
      session.close(1008, "Pong timeout");
    } else if (old) {
      session.close(1001, "");
    }
  }

  private void strike(FaultSpec fault) {
    for (Map.Entry<Session, Known> entry : List.copyOf(open.entrySet())) {
      boolean meant =
          fault.streams().equals("all")
              || fault.streams().equals("private") == entry.getValue().privateStream;
      if (meant) {
        strike(fault.fault(), entry.getKey(), entry.getValue());
      }
    }
  }

  private void strike(FaultKind kind, Session session, Known known) {
    switch (kind) {
      case DISCONNECT -> session.cut();
      case HALF_OPEN -> session.freeze();
      case DAY_CUT -> {
        known.shutdown.run();
        loop.after(known.spot ? GRACE_MS : 0, () -> session.close(1001, ""));
      }
      default -> {
        // The others take effect where messages are sent or requests answered.
      }
    }
  }
}
