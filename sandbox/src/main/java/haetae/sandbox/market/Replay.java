package haetae.sandbox.market;

import haetae.market.Side;
import haetae.sandbox.net.Loop;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Moves Binance's markets by recordings of raw frames: books from snapshots and differences, and
 * trades. At its end it begins anew. Threads: the sandbox's.
 */
public final class Replay implements AutoCloseable {
  private static final int MOST_UNTIL_BOOK = 100_000;
  private static final long NS_PER_MS = 1_000_000;

  /** One file and the market it moves. */
  private static final class Track {
    private final Path path;
    private final Market market;
    private FrameFile file;

    Track(Path path, Market market, FrameFile file) {
      this.path = path;
      this.market = market;
      this.file = file;
    }
  }

  private final List<Track> tracks = new ArrayList<>();
  private final Map<Market, Long> lastIds = new LinkedHashMap<>();
  private final List<Runnable> held = new ArrayList<>();
  private final BooleanSupplier frozen;
  private final Consumer<Throwable> failures;

  /**
   * Opens files and gives their markets the first books.
   *
   * @param markets all there are
   * @param frozen true while books are to stand still
   * @param failures is told if a file breaks off
   * @throws IOException if a file cannot be used
   */
  public Replay(
      List<Path> files, List<Market> markets, BooleanSupplier frozen, Consumer<Throwable> failures)
      throws IOException {
    this.frozen = frozen;
    this.failures = failures;
    for (Path path : files) {
      tracks.add(new Track(path, market(path, markets), FrameFile.open(path)));
    }
    for (int i = 0; i < MOST_UNTIL_BOOK && !complete(); i++) {
      step();
    }
    if (!complete()) {
      throw new IOException("the recordings hold no snapshot (lastUpdateId) to begin with");
    }
  }

  private static Market market(Path path, List<Market> markets) throws IOException {
    String symbol = FrameFile.symbol(path);
    var kind = FrameFile.kind(path);
    for (Market market : markets) {
      if (market.symbol().equals(symbol) && market.instrument().kind() == kind) {
        return market;
      }
    }
    throw new IOException(path + ": " + symbol + " is not traded; add its coin to market.coins");
  }

  private boolean complete() {
    return tracks.stream().allMatch(t -> lastIds.containsKey(t.market));
  }

  /** True if a market moves by a recording. */
  public boolean moves(Market market) {
    return tracks.stream().anyMatch(track -> track.market == market);
  }

  /** The recorded market of a coin, spot before futures; null if there is none. */
  public @Nullable Market of(String coin) {
    Market found = null;
    for (Track track : tracks) {
      boolean fits = track.market.instrument().base().code().equals(coin);
      boolean better = found == null || track.market.instrument().kind().ordinal() == 0;
      if (fits && better) {
        found = track.market;
      }
    }
    return found;
  }

  /** Runs from now on. */
  public void start(Loop loop, double speed) {
    run(loop, speed, System.nanoTime(), earliest().file.nextNs());
  }

  private void run(Loop loop, double speed, long wallNs, long tapeNs) {
    long now = tapeNs + Math.round((System.nanoTime() - wallNs) * speed);
    try {
      while (earliest().file.nextNs() <= now) {
        step();
      }
      if (!earliest().file.more()) {
        rewind();
        start(loop, speed);
        return;
      }
    } catch (IOException e) {
      failures.accept(e);
      return;
    }
    long waitMs = Math.round((earliest().file.nextNs() - now) / speed) / NS_PER_MS;
    loop.after(Math.max(1, waitMs), () -> run(loop, speed, wallNs, tapeNs));
  }

  private void rewind() throws IOException {
    lastIds.clear();
    for (Track track : tracks) {
      track.file.close();
      track.file = FrameFile.open(track.path);
    }
  }

  private Track earliest() {
    Track best = tracks.get(0);
    for (Track track : tracks) {
      if (track.file.nextNs() < best.file.nextNs()) {
        best = track;
      }
    }
    return best;
  }

  private void step() throws IOException {
    Track track = earliest();
    if (!track.file.more()) {
      return;
    }
    JsonNode frame = track.file.take();
    Market market = track.market;
    if (frozen.getAsBoolean()) {
      held.add(() -> apply(market, frame));
      return;
    }
    held.forEach(Runnable::run);
    held.clear();
    apply(market, frame);
  }

  private void apply(Market market, JsonNode frame) {
    if (frame.has("lastUpdateId")) {
      market.clear();
      levels(market, frame, "bids", "asks");
      lastIds.put(market, frame.get("lastUpdateId").asLong());
      return;
    }
    Long last = lastIds.get(market);
    switch (frame.path("e").asString("")) {
      case "depthUpdate" -> {
        if (last != null && frame.path("u").asLong() > last) {
          levels(market, frame, "b", "a");
          lastIds.put(market, frame.path("u").asLong());
        }
      }
      case "trade" -> {
        if (last != null) {
          Side taker = frame.path("m").asBoolean() ? Side.SELL : Side.BUY;
          market.print(decimal(frame.path("p")), decimal(frame.path("q")), taker);
        }
      }
      default -> {
        // Best prices follow from the depth.
      }
    }
  }

  private static void levels(Market market, JsonNode frame, String bids, String asks) {
    for (JsonNode level : frame.path(bids)) {
      market.level(Side.BUY, decimal(level.path(0)), decimal(level.path(1)));
    }
    for (JsonNode level : frame.path(asks)) {
      market.level(Side.SELL, decimal(level.path(0)), decimal(level.path(1)));
    }
    market.moved();
  }

  private static BigDecimal decimal(JsonNode text) {
    return new BigDecimal(text.asString("0"));
  }

  /** Closes the files; to be called once nothing runs any more. */
  @Override
  public void close() {
    for (Track track : tracks) {
      try {
        track.file.close();
      } catch (IOException e) {
        failures.accept(e);
      }
    }
  }
}
