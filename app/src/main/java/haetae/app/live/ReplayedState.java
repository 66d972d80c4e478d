package haetae.app.live;

import haetae.engine.BalanceView;
import haetae.engine.Command;
import haetae.engine.Engine;
import haetae.engine.EngineConfig;
import haetae.engine.EngineSnapshot;
import haetae.engine.OperatorView;
import haetae.engine.OrderView;
import haetae.engine.PairView;
import haetae.engine.PositionView;
import haetae.engine.VenueCommands;
import haetae.engine.VenueView;
import haetae.market.Fixed;
import haetae.market.Instrument;
import haetae.market.InstrumentKind;
import haetae.portfolio.PerpetualPosition;
import haetae.portfolio.Reconciliation.Finding;
import haetae.state.StateIn;
import haetae.state.StateOut;
import java.util.ArrayList;
import java.util.List;

/** Where an engine stands, for people who look into an incident. Changes nothing. */
final class ReplayedState {
  private final EngineConfig config;
  private final Engine engine;
  private final List<String> lines = new ArrayList<>();

  private ReplayedState(EngineConfig config, Engine engine) {
    this.config = config;
    this.engine = engine;
  }

  /**
   * Everything that is held, on its way or not as it should be.
   *
   * @param decided at the last event
   */
  static List<String> of(EngineConfig config, Engine engine, List<Command> decided) {
    ReplayedState state = new ReplayedState(config, engine);
    decided.forEach(state::decided);
    OperatorView view = engine.view();
    state.trading(view);
    view.venues().forEach(state::venue);
    view.pairs().forEach(state::pair);
    view.positions().forEach(state::position);
    engine.ordersInFlight().forEach(state::order);
    view.balances().forEach(state::balance);
    config.instruments().forEach(state::perpetual);
    engine.differences().forEach(state::difference);
    return List.copyOf(state.lines);
  }

  private void decided(Command command) {
    StateOut out = new StateOut();
    if (VenueCommands.encode(command, out)) {
      lines.add(
          "decided: %s"
              .formatted(VenueCommands.describe(StateIn.of(out.toBytes()), config.instruments())));
    } else {
      lines.add("decided: %s".formatted(command));
    }
  }

  private void trading(OperatorView view) {
    EngineSnapshot s = view.snapshot();
    lines.add(
        "trading %s%s%s, cycle %d, guard %s"
            .formatted(
                s.tradingState(),
                view.killed() ? ", drawdown limit hit" : "",
                view.pauseReason().isEmpty() ? "" : ", entries paused: " + view.pauseReason(),
                s.cycle(),
                s.guard().allowed() ? "allows real orders" : "allows no real orders"));
    lines.add(
        "pnl %s (realised %s, open %s), today %s, drawdown %s, exposure %s, leg alone %d ms"
            .formatted(
                Words.won(s.pnlKrwE8()),
                Words.won(s.realizedKrwE8()),
                Words.won(s.unrealizedKrwE8()),
                Words.won(s.dailyKrwE8()),
                Words.percent(view.drawdownPpm()),
                Words.won(s.exposureKrwE8()),
                s.unhedgedMs()));
  }

  private void venue(VenueView v) {
    lines.add(
        "venue %s %s, orders %s, oldest quote %d ms, orders of unknown outcome %d"
            .formatted(v.venue(), v.status(), v.health(), v.feedAgeMs(), v.unknownOrders()));
  }

  private void pair(PairView p) {
    lines.add(
        "pair %s: Upbit %s / %s, Binance %s / %s, KRW-USDT %s / %s%s"
            .formatted(
                p.pair(),
                Fixed.format(p.upbitBidE8()),
                Fixed.format(p.upbitAskE8()),
                Fixed.format(p.binanceBidE8()),
                Fixed.format(p.binanceAskE8()),
                Fixed.format(p.fxBidE8()),
                Fixed.format(p.fxAskE8()),
                p.fault().isEmpty() ? "" : ", not fit: " + p.fault()));
  }

  private void position(PositionView p) {
    lines.add(
        "position %s, if closed now %s".formatted(Words.position(p), Words.won(p.profitKrwE8())));
  }

  private void order(OrderView o) {
    lines.add(
        "order %s %s %s %s %s at %s, filled %s, %s%s"
            .formatted(
                o.clientOrderId(),
                o.intent().purpose(),
                o.intent().instrument(),
                o.intent().side(),
                Words.coin(o.intent().quantityE8()),
                Fixed.format(o.intent().limitPriceE8()),
                Words.coin(o.filledE8()),
                o.state(),
                o.acknowledged() ? "" : ", not acknowledged"));
  }

  private void balance(BalanceView b) {
    lines.add(
        "ledger %s %s %s%s"
            .formatted(
                b.venue(),
                b.asset().code(),
                Words.coin(b.ledgerE8()),
                b.known()
                    ? ", free at the venue " + Words.coin(b.freeE8())
                    : ", not reported yet"));
  }

  private void perpetual(Instrument instrument) {
    if (instrument.kind() == InstrumentKind.PERPETUAL) {
      PerpetualPosition held = engine.perpetual(instrument);
      lines.add(
          "perpetual %s %s, entered at %s"
              .formatted(instrument, Words.coin(held.netE8()), Fixed.format(held.entryE8())));
    }
  }

  private void difference(Finding finding) {
    lines.add("NOT EXPLAINED: %s".formatted(finding.text()));
  }
}
