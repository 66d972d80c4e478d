package haetae.app.shadow;

import haetae.app.shadow.Twins.Twin;
import haetae.market.Fixed;
import haetae.market.Venue;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/**
 * The shadow report as text: figures of both sides, then a line for each twin and for each trade
 * that one side alone has made. The last trades only, where there are many.
 */
public final class ShadowReport {
  private static final int MOST_LINES = 200;
  private static final long NS_PER_MS = 1_000_000;

  private final String run;
  private final long windowNs;
  private final Twins twins;
  private final List<String> lines = new ArrayList<>();

  /**
   * A report.
   *
   * @param run name of the live run
   * @param windowNs time within which a twin was decided
   */
  public ShadowReport(String run, long windowNs, Twins twins) {
    this.run = run;
    this.windowNs = windowNs;
    this.twins = twins;
  }

  /** One line for the log. */
  public String headline() {
    return "live trades "
        + (twins.pairs().size() + twins.liveOnly().size())
        + ", with a paper twin "
        + twins.pairs().size()
        + "; on paper alone "
        + twins.paperOnly().size()
        + ", of these while live was blocked "
        + twins.blocked();
  }

  /** The text, each line ended. */
  public String text() {
    lines.clear();
    lines.add("Shadow report of run " + run + ": " + headline());
    lines.add("A twin is of the same pair and direction, decided within " + ms(windowNs) + ".");
    lines.add("Slippage is against the best price at the decision; a cost is positive.");
    lines.add("");
    figures();
    table("Twins: live | paper", twins.pairs(), ShadowReport::twin);
    table("Live alone", twins.liveOnly(), ShadowReport::trade);
    table("Paper alone (b: live was blocked)", twins.paperOnly(), ShadowReport::paper);
    return String.join("\n", lines) + "\n";
  }

  private void figures() {
    lines.add(row("of the twins", "live", "paper"));
    for (Venue venue : Venue.values()) {
      slippage("slippage in, " + venue + ", mean", t -> t.in(venue));
      slippage("slippage out, " + venue + ", mean", t -> t.out(venue));
    }
    both("naked time, median", side -> ms(Durations.percentile(Durations.naked(side), 50)));
    both("naked time, p99", side -> ms(Durations.percentile(Durations.naked(side), 99)));
    both("naked time, longest", side -> ms(Durations.percentile(Durations.naked(side), 100)));
    both("closed", side -> Long.toString(side.stream().filter(ShadowReport::closed).count()));
    both("fees of the closed", side -> won(sum(side, t -> TradeFigures.feesKrwE8(t))));
    both("profit of the closed", side -> won(sum(side, t -> TradeFigures.pnlKrwE8(t))));
  }

  private void slippage(String name, Function<TradeFacts, LegFacts> leg) {
    both(
        name,
        side -> {
          List<LegFacts> measured = side.stream().map(leg).filter(LegFacts::measured).toList();
          long sum = measured.stream().mapToLong(LegFacts::slippagePpm).sum();
          return measured.isEmpty() ? "-" : bp(Math.round((double) sum / measured.size()));
        });
  }

  private void both(String name, Function<List<TradeFacts>, String> figure) {
    List<TradeFacts> live = twins.pairs().stream().map(Twin::live).toList();
    List<TradeFacts> paper = twins.pairs().stream().map(Twin::paper).toList();
    lines.add(row(name, figure.apply(live), figure.apply(paper)));
  }

  private static String row(String name, String live, String paper) {
    return String.format(Locale.ROOT, "  %-34s %14s %14s", name, live, paper);
  }

  private static boolean closed(TradeFacts trade) {
    return trade.end() != null;
  }

  private static long sum(List<TradeFacts> side, ToLongFunction<TradeFacts> figure) {
    return side.stream().filter(ShadowReport::closed).mapToLong(figure).sum();
  }

  private <T> void table(String title, List<T> trades, Function<T, String> line) {
    lines.add("");
    int left = Math.max(0, trades.size() - MOST_LINES);
    lines.add(title + ": " + trades.size() + (left == 0 ? "" : ", the last " + MOST_LINES));
    trades.stream().skip(left).map(line).forEach(lines::add);
  }

  private static String twin(Twin twin) {
    long apart = twin.paper().decidedNs() - twin.live().decidedNs();
    return trade(twin.live())
        + " | "
        + (apart < 0 ? "" : "+")
        + ms(apart)
        + " "
        + legs(twin.paper());
  }

  private static String paper(TradeFacts trade) {
    return trade(trade) + (trade.liveAllowed() ? "" : " b");
  }

  private static String trade(TradeFacts trade) {
    Instant time = Instant.EPOCH.plusNanos(trade.decidedNs()).truncatedTo(ChronoUnit.MILLIS);
    return "  " + time + " " + trade.pair() + " " + trade.direction().code() + " " + legs(trade);
  }

  private static String legs(TradeFacts trade) {
    return TradeFigures.code(trade)
        + " upbit "
        + leg(trade.upbitIn())
        + " binance "
        + leg(trade.binanceIn())
        + " naked "
        + ms(trade.nakedLongestNs())
        + (closed(trade) ? " pnl " + won(TradeFigures.pnlKrwE8(trade)) : " open");
  }

  private static String leg(LegFacts leg) {
    return Fixed.format(leg.quantityE8())
        + "@"
        + Fixed.format(leg.averageE8())
        + (leg.measured() ? " " + bp(leg.slippagePpm()) : " -");
  }

  private static String bp(long ppm) {
    return BigDecimal.valueOf(ppm, 2).setScale(1, RoundingMode.HALF_EVEN).toPlainString() + "bp";
  }

  private static String ms(long ns) {
    return ns / NS_PER_MS + "ms";
  }

  private static String won(long krwE8) {
    return BigDecimal.valueOf(krwE8, 8).setScale(0, RoundingMode.HALF_EVEN).toPlainString() + "₩";
  }
}
