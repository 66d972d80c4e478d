package haetae.app.live;

import haetae.engine.EngineSnapshot;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The line at the end of each cycle. */
final class MetricsLine {
  private static final int PPM_TO_PERCENT = 4;

  private MetricsLine() {}

  /**
   * The line, exactly as operators grep for it.
   *
   * @param loopMs time this cycle took
   * @param cpuPct CPU of this process, percent of the machine
   * @param rssMb resident memory of this process
   */
  static String of(EngineSnapshot s, double loopMs, double cpuPct, double rssMb) {
    String execRate =
        BigDecimal.valueOf(s.execRatePpm(), PPM_TO_PERCENT)
            .setScale(1, RoundingMode.HALF_EVEN)
            .toPlainString();
    return String.format(
        Locale.ROOT,
        "[LIVE] [METRICS] pnl=%s trades=%d open_pos=%d exposure=%s realized_pnl=%s signals=%d "
            + "exec_rate=%s%% safety_rejections=%d sl_triggers=%d loop_ms=%.1f cpu=%.1f%% "
            + "mem=%.0fMB live=%s",
        Words.won(s.pnlKrwE8()),
        s.trades(),
        s.openPositions(),
        Words.won(s.exposureKrwE8()),
        Words.won(s.realizedKrwE8()),
        s.signals(),
        execRate,
        s.safetyRejections(),
        s.stopLosses(),
        loopMs,
        cpuPct,
        rssMb,
        s.guard().allowed() ? "✅" : "❌");
  }

  /** What follows on the line where there is a paper twin; empty if there is none. */
  static String paper(@Nullable EngineSnapshot twin) {
    return twin == null
        ? ""
        : " paper_pnl=" + Words.won(twin.pnlKrwE8()) + " paper_trades=" + twin.trades();
  }
}
