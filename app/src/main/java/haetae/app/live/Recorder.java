package haetae.app.live;

import haetae.app.config.HaetaeConfig;
import haetae.engine.EngineConfig;
import haetae.engine.EventSource;
import haetae.venue.segment.Mark;
import haetae.venue.segment.SegmentWriter;
import haetae.venue.wire.FeedStatus;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

/**
 * Writes what the streams of both venues bring into segments, in one order and one clock, until it
 * is stopped. Needs no keys and trades nothing. Threads: the caller's; the connectors have theirs.
 */
public final class Recorder {
  private static final long NS_PER_SECOND = 1_000_000_000L;
  private static final long IDLE_NS = 20_000_000;
  private static final int AT_ONCE = 4_096;

  private final Wish wish;
  private final LiveMarket market;
  private final SegmentWriter writer;
  private final PrintWriter out;
  private final Map<String, FeedStatus> before = new HashMap<>();
  private long droppedBefore;
  private long markedNs;
  private String faultBefore = "";

  private Recorder(Wish wish, LiveMarket market, SegmentWriter writer, PrintWriter out) {
    this.wish = wish;
    this.market = market;
    this.writer = writer;
    this.out = out;
  }

  /**
   * What to write where.
   *
   * @param seconds how long, 0 until a signal
   * @param tellSec seconds between two lines of progress
   */
  public record Wish(SegmentWriter.Settings settings, long seconds, long tellSec) {}

  /**
   * Records.
   *
   * @return what was written
   * @throws StartFailure if the folder cannot be written
   */
  public static SegmentWriter.Figures run(HaetaeConfig config, Wish wish, PrintWriter out)
      throws StartFailure {
    EngineConfig engine =
        EngineConfigs.of(config, "paper", "record", new EngineConfigs.Patience(0));
    AtomicBoolean stopped = new AtomicBoolean();
    Thread self = Thread.currentThread();
    try (LiveMarket market = new LiveMarket(config, engine, VenueKeys.none(), false);
        Signals _ =
            Signals.handle(
                number -> {
                  stopped.set(true);
                  LockSupport.unpark(self);
                });
        SegmentWriter writer =
            SegmentWriter.open(
                wish.settings(), engine.instruments(), market.clock().nowNs(), addresses(config))) {
      Recorder recorder = new Recorder(wish, market, writer, out);
      recorder.run(stopped);
      writer.stop(recorder.markTime());
      recorder.tell();
      return writer.figures();
    } catch (IOException e) {
      throw new StartFailure("recordings cannot be written: " + e.getMessage());
    }
  }

  private static String addresses(HaetaeConfig config) {
    return config.upbit().wsUrl() + " " + config.binance().wsUrl();
  }

  private void run(AtomicBoolean stopped) {
    // No event may be older than a mark before it.
    market.readBy(Thread.currentThread(), () -> markedNs);
    market.links().start();
    long beganNs = market.clock().nowNs();
    long watchNs = beganNs;
    long tellNs = beganNs + wish.tellSec() * NS_PER_SECOND;
    out.println("recording to " + writer.path());
    out.flush();
    while (!stopped.get()) {
      boolean idle = take();
      long nowNs = market.clock().nowNs();
      if (nowNs >= watchNs) {
        watchNs = nowNs + NS_PER_SECOND;
        watch();
        writer.tick(nowNs);
        tellFault();
      }
      if (nowNs >= tellNs) {
        tellNs = nowNs + wish.tellSec() * NS_PER_SECOND;
        tell();
      }
      if (wish.seconds() > 0 && nowNs - beganNs >= wish.seconds() * NS_PER_SECOND) {
        break;
      }
      if (idle) {
        LockSupport.parkNanos(IDLE_NS);
      }
    }
    take();
    watch();
  }

  /** Writes what waits; false if there is more. */
  private boolean take() {
    for (int i = 0; i < AT_ONCE; i++) {
      if (market.nextTimeNs() == EventSource.END) {
        return true;
      }
      writer.append(market.next());
    }
    return false;
  }

  /** Marks what the streams have missed since the last look. */
  private void watch() {
    long dropped = market.droppedBooks();
    if (dropped > droppedBefore) {
      mark(Mark.Kind.TOO_SLOW, markedNs, dropped - droppedBefore, "the disk is too slow");
      droppedBefore = dropped;
    }
    for (FeedStatus now : market.status()) {
      FeedStatus last = before.put(now.stream(), now);
      if (last != null && (now.gaps() > last.gaps() || now.reconnects() > last.reconnects())) {
        mark(Mark.Kind.STREAM, last.lastMessageNs(), 0, now.stream() + told(last, now));
      }
    }
  }

  private static String told(FeedStatus last, FeedStatus now) {
    return ": %d gaps, %d reconnects"
        .formatted(now.gaps() - last.gaps(), now.reconnects() - last.reconnects());
  }

  private void mark(Mark.Kind kind, long sinceNs, long count, String words) {
    long nowNs = markTime();
    writer.mark(new Mark(nowNs, kind, sinceNs == 0 ? nowNs : sinceNs, count, words));
  }

  private long markTime() {
    markedNs = Math.max(markedNs, market.clock().nowNs());
    return markedNs;
  }

  private void tellFault() {
    String fault = writer.fault();
    if (!fault.equals(faultBefore)) {
      out.println(
          fault.isEmpty()
              ? "recording again; " + writer.figures().lost() + " events were lost so far"
              : "NOT RECORDING: " + fault + "; make room, it goes on by itself");
      out.flush();
      faultBefore = fault;
    }
  }

  private void tell() {
    SegmentWriter.Figures f = writer.figures();
    List<FeedStatus> streams = market.status();
    long synced = streams.stream().filter(FeedStatus::synced).count();
    out.printf(
        Locale.ROOT,
        "%s %d of %d streams, %,d books and %,d other events in %,d blocks, %,d bytes, %.1f an"
            + " event, lost %d, %s%n",
        Instant.ofEpochSecond(0, market.clock().nowNs()).truncatedTo(ChronoUnit.SECONDS),
        synced,
        streams.size(),
        f.books(),
        f.events() - f.books(),
        f.blocks(),
        f.fileBytes(),
        f.fileBytes() / (double) Math.max(1, f.events()),
        f.lost() + market.droppedBooks(),
        writer.path().getFileName());
    if (synced < streams.size()) {
      out.println("  nothing yet, or nothing that can be used: " + market.links().missing());
    }
    out.flush();
  }
}
