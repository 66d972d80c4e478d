package haetae.venue.binance;

import haetae.engine.Event;
import haetae.market.Instrument;
import haetae.venue.wire.DecodeException;
import haetae.venue.wire.EventSink;
import haetae.venue.wire.Exchange;
import haetae.venue.wire.Fields;
import haetae.venue.wire.Lane;
import haetae.venue.wire.Params;
import haetae.venue.wire.RestUnavailable;
import java.math.RoundingMode;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/**
 * Funding as it was really paid, from the income list: each payment since the start, or since an
 * earlier time that was named, is told once.
 *
 * <p>Source: Binance USD-M, "Get income history", {@code FUNDING_FEE}. Threads: any; blocks.
 */
final class FundingIncome {
  private static final String PATH = "/fapi/v1/income";
  private static final int COST = 30;
  private static final int MOST = 1_000;
  private static final int REMEMBERED = 10_000;

  private final BinanceRest rest;
  private final List<Instrument> instruments;
  private final EventSink sink;
  private final LongSupplier clockNs;
  private final ReentrantLock lock = new ReentrantLock();
  private final TreeSet<String> told = new TreeSet<>();
  private long sinceMs;

  FundingIncome(
      BinanceRest rest, List<Instrument> instruments, EventSink sink, LongSupplier clockNs) {
    this.rest = rest;
    this.instruments = List.copyOf(instruments);
    this.sink = sink;
    this.clockNs = clockNs;
    this.sinceMs = clockNs.getAsLong() / 1_000_000;
  }

  /** An earlier run was the last to hear of payments: those since then are told, too. */
  void since(long timeMs) {
    lock.lock();
    try {
      sinceMs = Math.min(sinceMs, timeMs);
    } finally {
      lock.unlock();
    }
  }

  /** Asks for payments and tells the new ones; what cannot be read is asked for again later. */
  void fetch() {
    lock.lock();
    try {
      Params params =
          Params.of("incomeType", "FUNDING_FEE").with("startTime", sinceMs).with("limit", MOST);
      Exchange exchange = rest.signed("GET", PATH, params, COST, Lane.LOW);
      for (Fields income : BinanceRest.readable(PATH, exchange).elements()) {
        tell(income);
      }
      while (told.size() > REMEMBERED) {
        told.pollFirst();
      }
    } catch (DecodeException | RestUnavailable e) {
      // The balance shows the payment until then: the difference is reported as such.
      return;
    } finally {
      lock.unlock();
    }
  }

  private void tell(Fields income) throws DecodeException {
    for (Instrument instrument : instruments) {
      boolean ours = income.text("symbol").equals(instrument.symbol());
      if (ours && told.add("%020d".formatted(income.integer("tranId")))) {
        long amountE8 = income.e8("income", RoundingMode.HALF_EVEN);
        long timeMs = income.integer("time");
        sink.accept(
            new Event.FundingSettled(clockNs.getAsLong(), instrument.id(), timeMs, 0, 0, amountE8));
      }
    }
  }
}
