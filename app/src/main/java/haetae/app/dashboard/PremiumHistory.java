package haetae.app.dashboard;

import haetae.app.json.JsonText;
import haetae.engine.OperatorView;
import haetae.engine.PairView;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The last half hour of each pair's premia and of the profit, one point a second, for charts.
 * Bounded. Threads: one adds, any reads.
 */
final class PremiumHistory {
  static final int POINTS = 1_800;
  private static final int MOST_PAIRS = 500;
  private static final long STEP_MS = 1_000;

  /** One series of points, oldest overwritten first. */
  private static final class Ring {
    private final long[] timeMs = new long[POINTS];
    private final long[][] values;
    private int next;
    private int size;

    Ring(int series) {
      values = new long[series][POINTS];
    }

    void add(long atMs, long... point) {
      timeMs[next] = atMs;
      for (int i = 0; i < point.length; i++) {
        values[i][next] = point[i];
      }
      next = (next + 1) % POINTS;
      size = Math.min(size + 1, POINTS);
    }

    void write(JsonText json, String... names) {
      json.open().name("t").openList();
      each(i -> json.number(timeMs[i]));
      json.closeList();
      for (int s = 0; s < names.length; s++) {
        long[] series = values[s];
        json.name(names[s]).openList();
        each(i -> json.number(series[i], PairView.UNKNOWN));
        json.closeList();
      }
      json.close();
    }

    private void each(java.util.function.IntConsumer use) {
      for (int k = 0; k < size; k++) {
        use.accept(Math.floorMod(next - size + k, POINTS));
      }
    }
  }

  private final Map<String, Ring> pairs = new LinkedHashMap<>();
  private final Ring money = new Ring(2);
  private long lastMs;

  /** Takes a point if the last one is a second old. */
  synchronized void take(OperatorView view, long nowMs) {
    if (nowMs - lastMs < STEP_MS && nowMs >= lastMs) {
      return;
    }
    lastMs = nowMs;
    for (PairView pair : view.pairs()) {
      if (pairs.size() < MOST_PAIRS || pairs.containsKey(pair.pair())) {
        pairs
            .computeIfAbsent(pair.pair(), _ -> new Ring(3))
            .add(nowMs, pair.sellPpm(), pair.midPpm(), pair.buyPpm());
      }
    }
    money.add(
        nowMs,
        view.snapshot().pnlKrwE8() / 100_000_000L,
        view.snapshot().equityKrwE8() / 100_000_000L);
  }

  /** A pair's points; no points if it is not known. */
  synchronized byte[] pair(String name) {
    JsonText json = new JsonText();
    Ring ring = pairs.getOrDefault(name, new Ring(3));
    ring.write(json, "sell", "mid", "buy");
    return json.bytes();
  }

  /** Profit and equity in whole won. */
  synchronized byte[] money() {
    JsonText json = new JsonText();
    money.write(json, "pnl", "equity");
    return json.bytes();
  }
}
