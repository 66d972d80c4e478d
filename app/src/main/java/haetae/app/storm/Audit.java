package haetae.app.storm;

import static java.util.Objects.requireNonNull;

import haetae.app.config.ConfigException;
import haetae.app.live.JournalHeader;
import haetae.app.live.JournalReplay;
import haetae.app.shadow.TradeFacts;
import haetae.app.shadow.TradeTrail;
import haetae.engine.Engine;
import haetae.engine.EngineConfig;
import haetae.market.Asset;
import haetae.market.Fixed;
import haetae.market.Instrument;
import haetae.market.InstrumentKind;
import haetae.market.Venue;
import haetae.sandbox.Truth;
import haetae.sandbox.market.OrderOfRecord;
import haetae.store.journal.JournalException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A live run's books beside the venues' own, after its end: the journal is replayed through a new
 * engine, and every order, balance and position is compared with what the sandbox has of record.
 */
final class Audit {
  private final EngineConfig config;
  private final Truth truth;
  private final OrderTrail orders;
  private final TradeTrail trades;
  private final JournalReplay.Result replay;
  private final List<String> faults = new ArrayList<>();
  private final List<String> balances = new ArrayList<>();

  /** Reads the journal of a run and compares. */
  Audit(Path journal, Truth truth) throws JournalException, ConfigException {
    this.config = JournalHeader.read(journal);
    this.truth = truth;
    this.orders = new OrderTrail(config.pairs());
    this.trades = new TradeTrail(config.instruments().size(), config.pairs(), () -> true);
    this.replay =
        JournalReplay.run(journal, Long.MAX_VALUE, engine -> trades.before(orders.before(engine)));
    if (!replay.difference().isEmpty()) {
      faults.add("the journal does not explain the run: " + replay.difference());
    }
    orders.twice().forEach(id -> faults.add("client id used twice: " + id));
    compareOrders();
    compareBalances(replay.engine());
  }

  private void compareOrders() {
    Map<String, List<OrderOfRecord>> there = new HashMap<>();
    for (OrderOfRecord order : truth.orders()) {
      there.computeIfAbsent(order.clientId(), _ -> new ArrayList<>()).add(order);
    }
    orders.orders().values().forEach(sent -> compare(sent, there.remove(sent.clientId)));
    there.forEach((id, order) -> faults.add("order at the venue that was never sent: " + order));
  }

  private void compare(OrderTrail.Sent sent, @Nullable List<OrderOfRecord> found) {
    int count = found == null ? 0 : found.size();
    if (count > 1) {
      faults.add("order doubled: " + found);
    }
    BigDecimal executed = BigDecimal.ZERO;
    for (OrderOfRecord order : count == 0 ? List.<OrderOfRecord>of() : requireNonNull(found)) {
      executed = executed.add(order.executed());
      if (order.open()) {
        faults.add("order still open: " + order);
      }
    }
    BigDecimal booked = Fixed.toDecimal(sent.filledE8);
    if (executed.compareTo(booked) != 0) {
      faults.add(
          "fills of " + sent.clientId + ": " + booked + " booked, " + executed + " at the venue");
    }
  }

  private void compareBalances(Engine engine) {
    Set<String> done = new LinkedHashSet<>();
    for (Instrument instrument : config.instruments()) {
      asset(engine, instrument, instrument.quote(), done);
      if (instrument.kind() == InstrumentKind.SPOT) {
        asset(engine, instrument, instrument.base(), done);
      } else {
        BigDecimal there = truth.positions().getOrDefault(instrument.symbol(), BigDecimal.ZERO);
        long net = engine.perpetual(instrument).netE8();
        balance("position " + instrument.symbol(), net, there);
      }
    }
  }

  private void asset(Engine engine, Instrument instrument, Asset asset, Set<String> done) {
    Venue venue = instrument.venue();
    String name = venue + " " + asset.code();
    if (done.add(name)) {
      balance(name, engine.ledgerE8(venue, asset), there(instrument, asset));
    }
  }

  private BigDecimal there(Instrument instrument, Asset asset) {
    if (instrument.venue() == Venue.UPBIT) {
      return truth.upbit().getOrDefault(asset.code(), BigDecimal.ZERO);
    }
    return instrument.kind() == InstrumentKind.SPOT
        ? truth.binanceSpot().getOrDefault(asset.code(), BigDecimal.ZERO)
        : truth.futuresUsdt();
  }

  /** The ledger has eight decimals: a venue's further ones are cut off, which is no difference. */
  private void balance(String name, long ledgerE8, BigDecimal there) {
    BigDecimal difference = Fixed.toDecimal(ledgerE8).subtract(there);
    boolean same = difference.abs().compareTo(BigDecimal.ONE.movePointLeft(Fixed.SCALE)) < 0;
    balances.add(
        String.format(
            Locale.ROOT,
            "%-24s %24s %28s %s",
            name,
            Fixed.format(ledgerE8),
            there.stripTrailingZeros().toPlainString(),
            same ? "same" : "differs by " + difference.toPlainString()));
    if (!same) {
      faults.add(name + " differs by " + difference.toPlainString());
    }
  }

  /** What is wrong; empty if nothing is. */
  List<String> faults() {
    return List.copyOf(faults);
  }

  /** A line for each balance and position: name, ledger, venue. */
  List<String> balances() {
    return List.copyOf(balances);
  }

  /** Orders that were sent. */
  OrderTrail orders() {
    return orders;
  }

  /** Trades of which something filled. */
  List<TradeFacts> trades() {
    return trades.trades();
  }

  /** The replayed run. */
  JournalReplay.Result replay() {
    return replay;
  }
}
