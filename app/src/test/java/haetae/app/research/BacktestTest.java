package haetae.app.research;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import haetae.app.config.ConfigLoader;
import haetae.app.config.HaetaeConfig;
import haetae.app.live.ReadAhead;
import haetae.app.live.RecordedRig;
import haetae.app.live.StartFailure;
import haetae.engine.BookChanged;
import haetae.engine.Event;
import haetae.engine.EventSource;
import haetae.engine.TradeRecord;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class BacktestTest {
  private static final List<Path> DEMO =
      List.of(
          Path.of("../data/demo/binance_BTCUSDT_1h.csv.gz"),
          Path.of("../data/demo/upbit_KRW-BTC_1h.csv.gz"),
          Path.of("../data/demo/usdkrw_1d.csv.gz"));
  private static final long HOUR = 3_600_000_000_000L;
  private static final long CUT = Times.parse("2021-05-11T14:00:00Z");
  private static final Backtest.Rhythm HOURLY = new Backtest.Rhythm(HOUR, 24 * HOUR);

  private static Backtest.Result run(long toNs, UnaryOperator<EventSource> market)
      throws Exception {
    HaetaeConfig config = ConfigLoader.load(Path.of("../config/live.yml"));
    return Backtest.run(
        config, new RecordedRig.Wish(DEMO, 1, Long.MIN_VALUE, toNs), HOURLY, done -> {}, market);
  }

  @Test
  void shouldGiveTheSameAgain() throws Exception {
    Backtest.Result one = run(Long.MAX_VALUE, market -> market);
    Backtest.Result two = run(Long.MAX_VALUE, market -> market);

    assertThat(one.trades()).hasSizeGreaterThan(3).isEqualTo(two.trades());
    assertThat(one.stateHash()).isEqualTo(two.stateHash());
  }

  @Test
  void shouldGiveTheSameWhenAnotherThreadReads() throws Exception {
    Backtest.Result alone = run(Long.MAX_VALUE, market -> market);
    Backtest.Result ahead = run(Long.MAX_VALUE, ReadAhead::new);

    assertThat(ahead.trades()).isEqualTo(alone.trades());
    assertThat(ahead.stateHash()).isEqualTo(alone.stateHash());
    assertThat(ahead.books()).isEqualTo(alone.books());
  }

  @Test
  void shouldAddUpFromGrossToNet() throws Exception {
    Backtest.Result result = run(Long.MAX_VALUE, market -> market);

    for (TradeRecord trade : result.trades()) {
      var a = trade.attribution();
      assertThat(a.premiumE8() + a.fxE8() + a.hedgeResidualE8() + a.fundingE8() + a.feesE8())
          .isEqualTo(trade.pnlKrwE8());
    }
    assertThat(result.end().realizedKrwE8())
        .isEqualTo(result.trades().stream().mapToLong(TradeRecord::pnlKrwE8).sum());
  }

  @Test
  void shouldDecideTheSameWhateverComesLater() throws Exception {
    Backtest.Result whole = run(Long.MAX_VALUE, market -> market);
    Backtest.Result part = run(CUT, market -> market);

    assertThat(endedBefore(part)).isNotEmpty().isEqualTo(endedBefore(whole));
  }

  @Test
  void shouldBeCaughtWhenItLooksAhead() throws Exception {
    Backtest.Result whole = run(Long.MAX_VALUE, Early::new);
    Backtest.Result part = run(CUT, Early::new);

    assertThat(endedBefore(part)).isNotEqualTo(endedBefore(whole));
  }

  private static List<TradeRecord> endedBefore(Backtest.Result result) {
    return result.trades().stream().filter(t -> t.closedNs() < CUT - HOUR).toList();
  }

  @Test
  void shouldRefuseTimesWithoutData() throws Exception {
    HaetaeConfig config = ConfigLoader.defaults();
    var wish = new RecordedRig.Wish(DEMO, 1, Times.parse("2030-01-01"), Long.MAX_VALUE);

    assertThatThrownBy(() -> Backtest.run(config, wish, HOURLY, done -> {}))
        .isInstanceOf(StartFailure.class)
        .hasMessage("the recordings hold nothing of the time asked for");
  }

  /**
   * Shows each book with the prices of the one that comes ten hours later: a planted look ahead.
   */
  private static final class Early implements EventSource {
    private static final int AHEAD = 30;

    private final EventSource real;
    private final ArrayDeque<BookChanged> waiting = new ArrayDeque<>();

    Early(EventSource real) {
      this.real = real;
      fill();
    }

    private void fill() {
      while (waiting.size() <= AHEAD && real.nextTimeNs() != END) {
        BookChanged copy = new BookChanged();
        copy.copyFrom((BookChanged) real.next());
        waiting.add(copy);
      }
    }

    @Override
    public long nextTimeNs() {
      return waiting.isEmpty() ? END : waiting.getFirst().timeNs();
    }

    @Override
    public Event next() {
      BookChanged now = waiting.removeFirst();
      fill();
      BookChanged later =
          waiting.reversed().stream()
              .filter(book -> book.instrumentId() == now.instrumentId())
              .findFirst()
              .orElse(now);
      now.book().copyFrom(later.book());
      return now;
    }

    @Override
    public void close() {
      real.close();
    }
  }
}
