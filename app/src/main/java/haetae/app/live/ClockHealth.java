package haetae.app.live;

import static haetae.ops.health.HealthState.DISABLED;
import static haetae.ops.health.HealthState.ERROR;
import static haetae.ops.health.HealthState.OK;

import haetae.app.config.HaetaeConfig;
import haetae.ops.health.HealthCheck;
import haetae.venue.wire.DecodeException;
import haetae.venue.wire.Exchange;
import haetae.venue.wire.Fields;
import haetae.venue.wire.HttpClient;
import haetae.venue.wire.Wires;
import java.net.URI;
import java.time.DateTimeException;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Compares the venues' clocks with ours, once, without a running service. Binance tells its time in
 * ms; Upbit tells none but the Date header, which is cut to whole seconds: what lies between is
 * within bounds. Threads: any; waits for the venues.
 */
final class ClockHealth {
  private static final HttpClient.Timeouts PATIENCE = new HttpClient.Timeouts(2_000, 2_000, 1_000);
  private static final long NS_PER_MS = 1_000_000;
  private static final long SECOND_MS = 1_000;

  private ClockHealth() {}

  /** A venue's clock less ours: it lies between these, both in ms. */
  private record Offset(long leastMs, long mostMs) {
    /** The smallest distance that it may have. */
    long awayMs() {
      return leastMs > 0 ? leastMs : Math.max(0, -mostMs);
    }
  }

  /**
   * Whether both are within {@code safety.max_clock_offset_ms}.
   *
   * @param real the mode uses the venues
   */
  static HealthCheck.Result of(HaetaeConfig config, boolean real) {
    if (!real) {
      return new HealthCheck.Result(DISABLED, "not used: simulated or recorded quotes");
    }
    try {
      Offset upbit = upbit(ask(config.upbit().restUrl(), "/v1/market/all"));
      Offset binance = binance(ask(config.binance().restUrl(), "/api/v3/time"));
      long limitMs = config.safety().maxClockOffsetMs();
      boolean fine = Math.max(upbit.awayMs(), binance.awayMs()) <= limitMs;
      String words =
          "venue clock less ours: UPBIT %d to %d ms, BINANCE %d ms, limit %d ms"
              .formatted(upbit.leastMs(), upbit.mostMs(), binance.leastMs(), limitMs);
      String cure = fine ? "" : " -> let chrony or NTP set this machine's clock";
      return new HealthCheck.Result(fine ? OK : ERROR, words + cure);
    } catch (DecodeException | DateTimeException e) {
      return new HealthCheck.Result(ERROR, "a venue does not tell its time: " + e.getMessage());
    }
  }

  private static Exchange.Answer ask(String server, String path) throws DecodeException {
    LiveClock clock = new LiveClock();
    try (HttpClient http =
        new HttpClient(URI.create(server), Wires.trusted(), PATIENCE, clock::nowNs)) {
      Exchange exchange = http.send("GET", path, Map.of(), null);
      if (exchange instanceof Exchange.Answer answer && answer.ok()) {
        return answer;
      }
      throw new DecodeException(server + path + ": " + exchange);
    }
  }

  private static Offset binance(Exchange.Answer answer) throws DecodeException {
    long middleNs = answer.sentNs() + (answer.receivedNs() - answer.sentNs()) / 2;
    long offsetMs = Fields.read(answer.body()).integer("serverTime") - middleNs / NS_PER_MS;
    return new Offset(offsetMs, offsetMs);
  }

  private static Offset upbit(Exchange.Answer answer) throws DecodeException {
    String date = answer.header("Date");
    if (date == null) {
      throw new DecodeException("UPBIT answers without a Date header");
    }
    ZonedDateTime told = ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME);
    long fromMs = TimeUnit.SECONDS.toMillis(told.toEpochSecond());
    return new Offset(
        fromMs - answer.receivedNs() / NS_PER_MS, fromMs + SECOND_MS - answer.sentNs() / NS_PER_MS);
  }
}
