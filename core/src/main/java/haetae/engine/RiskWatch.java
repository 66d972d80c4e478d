package haetae.engine;

import haetae.engine.Command.AlertKind;
import haetae.engine.Command.Component;
import haetae.engine.Command.Severity;
import haetae.market.Asset;
import haetae.market.Fixed;
import haetae.market.InstrumentKind;
import haetae.market.Venue;
import haetae.portfolio.DriftBands;
import haetae.risk.Refusal;
import haetae.risk.RefusalCode;
import haetae.risk.TradingState;
import haetae.state.StateIn;
import haetae.state.StateOut;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Watches once a cycle what no single book shows: losing pairs, unwinds, the health of the venues,
 * a stock that has become one-sided. Tells each once, until it changes. Threads: the engine's.
 */
final class RiskWatch {
  /** A tenth of the stock: less is not another advice. */
  private static final int ADVICE_STEP = 10;

  private final EngineConfig config;
  private final Desk desk;
  private final Books books;
  private final Route[] routes;
  private final GapWatch gaps;
  private final Story story;
  private final Set<String> closed = new TreeSet<>();
  private final Set<RefusalCode> tripped = EnumSet.noneOf(RefusalCode.class);
  private final HealthCheck health;
  private final VenueHealth[] healths = new VenueHealth[Venue.values().length];

  RiskWatch(
      EngineConfig config,
      MarketState market,
      Desk desk,
      Books books,
      Route[] routes,
      GapWatch gaps,
      Story story) {
    this.config = config;
    this.health = new HealthCheck(config, market, desk, books);
    this.desk = desk;
    this.books = books;
    this.routes = routes;
    this.gaps = gaps;
    this.story = story;
    Arrays.fill(healths, VenueHealth.OK);
  }

  void cycle(long nowNs) {
    if (books.losses().killed() && desk.controls().state() == TradingState.NORMAL) {
      desk.controls().state(TradingState.REDUCING, "drawdown limit");
    }
    trips(nowNs);
    for (Venue venue : Venue.values()) {
      health(venue, nowNs);
    }
    for (Route route : routes) {
      gap(route);
      if (route.pair.binance().kind() == InstrumentKind.SPOT) {
        advise(route);
      }
    }
  }

  private void trips(long nowNs) {
    List<Refusal> now = new ArrayList<>();
    desk.trips().check(nowNs, now);
    Set<RefusalCode> codes = EnumSet.noneOf(RefusalCode.class);
    for (Refusal refusal : now) {
      codes.add(refusal.code());
      if (tripped.add(refusal.code())) {
        String text = "Entries stopped: " + refusal.text();
        story.tell(Component.SAFETY, Severity.ERROR, 0, "[Safety] " + text);
        story.alert(AlertKind.LOSS_LIMIT, Severity.ERROR, 0, text);
      }
    }
    tripped.retainAll(codes);
  }

  private void health(Venue venue, long nowNs) {
    VenueHealth now = health.of(venue, nowNs);
    if (now != healths[venue.ordinal()]) {
      Severity severity = now == VenueHealth.OK ? Severity.INFO : Severity.WARNING;
      healths[venue.ordinal()] = now;
      story.tell(Component.EXECUTION, severity, 0, "[VENUE] " + venue + " health " + now);
    }
  }

  /** A coin's premium that leaves those of all others, or comes back, is told once. */
  private void gap(Route route) {
    boolean away = gaps.inGap(route);
    if (away == route.gapTold) {
      return;
    }
    route.gapTold = away;
    String text =
        "Premium of "
            + route.pair.name()
            + (away
                ? " is "
                    + Story.percent(gaps.gapPpm(route))
                    + " away from the other coins: no new pairs of it, no stops"
                : " is back with the other coins");
    story.tell(Component.SAFETY, away ? Severity.WARNING : Severity.INFO, 0, "[Safety] " + text);
    if (away) {
      story.alert(AlertKind.SAFETY, Severity.WARNING, 0, text);
    }
  }

  /** Takes what is known of a wallet; tells a change and lets the routes of the coin know. */
  void wallet(Event.WalletStatusChanged e) {
    boolean changed = note(e.venue() + " " + e.asset() + " deposits", e.depositOpen());
    changed |= note(e.venue() + " " + e.asset() + " withdrawals", e.withdrawOpen());
    if (!changed) {
      return;
    }
    for (Route route : routes) {
      if (route.pair.upbit().base().equals(e.asset())) {
        route.closedWallets = closedOf(e.asset());
        boolean open = route.closedWallets.isEmpty();
        String text =
            open ? "open again" : "closed: " + route.closedWallets + "; no new pairs, no stops";
        Severity severity = open ? Severity.INFO : Severity.WARNING;
        story.tell(
            Component.SAFETY, severity, 0, "[Safety] Transfers of " + e.asset() + " " + text);
      }
    }
  }

  private boolean note(String wallet, boolean open) {
    return open ? closed.remove(wallet) : closed.add(wallet);
  }

  private String closedOf(Asset asset) {
    List<String> found = new ArrayList<>();
    for (String wallet : closed) {
      if (wallet.contains(" " + asset + " ")) {
        found.add(wallet);
      }
    }
    return String.join(", ", found);
  }

  /** Advises a transfer that makes both stocks equal; nothing is ever moved by machine. */
  private void advise(Route route) {
    Asset coin = route.pair.upbit().base();
    long upbit = books.freeE8(Venue.UPBIT, coin);
    long binance = books.freeE8(Venue.BINANCE, coin);
    boolean needed = config.drift().needsTransfer(DriftBands.upbitSharePpm(upbit, binance));
    long toUpbit = needed ? (binance - upbit) / 2 : 0;
    long change = Math.abs(toUpbit - route.advisedE8);
    boolean news = route.advisedE8 == 0 || change > (upbit + binance) / ADVICE_STEP;
    if (toUpbit == 0 || !news) {
      route.advisedE8 = toUpbit == 0 ? 0 : route.advisedE8;
      return;
    }
    route.advisedE8 = toUpbit;
    Venue to = toUpbit > 0 ? Venue.UPBIT : Venue.BINANCE;
    Venue from = toUpbit > 0 ? Venue.BINANCE : Venue.UPBIT;
    String text =
        "Stock of "
            + coin
            + " is one-sided: UPBIT "
            + Fixed.format(upbit)
            + ", BINANCE "
            + Fixed.format(binance)
            + "; moving "
            + Fixed.format(Math.abs(toUpbit))
            + " from "
            + from
            + " to "
            + to
            + " by hand would balance it";
    story.tell(Component.REBALANCER, Severity.WARNING, 0, "[REBALANCER] " + text);
    story.alert(AlertKind.REBALANCE, Severity.WARNING, 0, text);
  }

  void save(StateOut out) {
    out.putLong(closed.size());
    closed.forEach(out::putText);
    out.putLong(tripped.size());
    tripped.forEach(out::putEnum);
    for (VenueHealth known : healths) {
      out.putEnum(known);
    }
  }

  void load(StateIn in) {
    for (int i = in.getCount(Integer.MAX_VALUE); i > 0; i--) {
      closed.add(in.getText());
    }
    for (int i = in.getCount(RefusalCode.values().length); i > 0; i--) {
      tripped.add(in.getEnum(RefusalCode.values()));
    }
    for (int i = 0; i < healths.length; i++) {
      healths[i] = in.getEnum(VenueHealth.values());
    }
  }
}
