package haetae.app.live;

import haetae.app.config.HaetaeConfig;
import haetae.engine.EngineConfig;
import haetae.venue.wire.FeedStatus;
import java.io.PrintWriter;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Listens to all streams for a while and says how they are. Trades nothing. */
public final class WsTest {
  private static final long STALE_MS = 5_000;

  private WsTest() {}

  /**
   * Runs the test.
   *
   * @param seconds how long, at least 1
   * @return true if every stream is connected, in step and fresh at the end
   */
  public static boolean run(HaetaeConfig config, int seconds, PrintWriter out)
      throws InterruptedException {
    EngineConfig engine =
        EngineConfigs.of(config, "paper", "wstest", new EngineConfigs.Patience(0));
    try (LiveMarket market = new LiveMarket(config, engine, VenueKeys.none(), false)) {
      market.connect(config.websocket().startTimeoutSec().movePointRight(3).longValue());
      Map<String, Long> before = new HashMap<>();
      market.status().forEach(s -> before.put(s.stream(), s.messages()));
      // The streams count what comes; nobody takes it, and the inbox has room for so long.
      Thread.sleep(seconds * 1_000L);
      return report(market, before, seconds, out);
    }
  }

  private static boolean report(
      LiveMarket market, Map<String, Long> before, int seconds, PrintWriter out) {
    List<FeedStatus> streams = market.status();
    long now = market.clock().nowNs();
    boolean healthy = !streams.isEmpty();
    for (FeedStatus stream : streams) {
      boolean fine = stream.connected() && stream.synced() && stream.ageMs(now) <= STALE_MS;
      healthy &= fine;
      long got = stream.messages() - before.getOrDefault(stream.stream(), 0L);
      long age = stream.ageMs(now);
      out.printf(
          Locale.ROOT,
          "%-5s %-34s %7.1f/s lag=%s gaps=%d undecodable=%d reconnects=%d%n",
          fine ? "OK" : "ERROR",
          stream.stream(),
          got / (double) seconds,
          age == Long.MAX_VALUE ? "never" : age + "ms",
          stream.gaps(),
          stream.undecodable(),
          stream.reconnects());
    }
    out.println(healthy ? "all streams are healthy" : "not all streams are healthy");
    out.flush();
    return healthy;
  }
}
