package haetae.sim.fault;

import haetae.engine.Event;
import haetae.engine.VenueStatus;
import haetae.market.Asset;
import haetae.market.Fixed;
import haetae.market.Instrument;
import haetae.market.InstrumentKind;
import haetae.market.Venue;
import haetae.sim.fault.EngineProcess.Death;
import haetae.sim.fault.Weather.Distortion;
import java.util.HashSet;
import java.util.Set;

/** Lets the faults that last begin and end, at times drawn from the seed. Threads: the run's. */
final class Calamities {
  private static final long MS = 1_000_000;
  private static final long RETRY_NS = 10_000 * MS;
  private static final long RATE_E8 = 50_000;
  private static final long CALM_MARGIN_PPM = 100_000;
  private static final long BNB_E8 = 850 * Fixed.ONE;

  private final Stage stage;
  private final EngineProcess process;
  private final Faults faults;
  private final Weather weather;
  private final Sight sight;
  private final Set<String> closedWallets = new HashSet<>();

  Calamities(Stage stage, EngineProcess process, Sight sight) {
    this.stage = stage;
    this.sight = sight;
    this.process = process;
    this.faults = stage.faults();
    this.weather = stage.weather();
  }

  /** Arms every lasting fault of the mixture. */
  void begin() {
    faults.begin();
    every(FaultKind.LATENCY_SPIKE, this::slow);
    every(FaultKind.RATE_LIMIT, this::limit);
    every(FaultKind.DISCONNECT, this::disconnect);
    every(FaultKind.MAINTENANCE, this::maintain);
    every(FaultKind.SILENT_BOOK, () -> distort(Distortion.SILENT, 90));
    every(FaultKind.BROKEN_BOOK, this::breakBook);
    every(
        FaultKind.PRICE_GAP,
        () -> distort(faults.oneIn(2) ? Distortion.WIDE : Distortion.SHIFTED, 40));
    every(FaultKind.CLOCK_STEP, this::stepClock);
    every(FaultKind.FREEZE, this::freeze);
    every(FaultKind.FUNDING, this::fund);
    every(FaultKind.WALLET_CLOSED, this::closeWallet);
    every(FaultKind.OPERATOR, this::operate);
    every(FaultKind.CRASH, this::crash);
    every(FaultKind.MARGIN_CALL, this::callMargin);
  }

  private void every(FaultKind kind, Runnable strike) {
    if (!faults.has(kind)) {
      return;
    }
    stage
        .time()
        .in(
            faults.pauseNs(kind),
            () -> {
              if (faults.has(kind)) {
                faults.count(kind);
                stage.verdict().tell("FAULT", kind.label());
                strike.run();
                every(kind, strike);
              }
            });
  }

  private Venue venue() {
    return Venue.values()[(int) faults.between(0, Venue.values().length - 1)];
  }

  private long seconds(long low, long high) {
    return faults.between(low * 1_000, high * 1_000) * MS;
  }

  private void slow() {
    Venue venue = venue();
    weather.slowness(venue, (int) faults.between(5, 50));
    until(seconds(2, 60), () -> weather.slowness(venue, 1));
  }

  /** After a time, and not before all of it is noted as trouble. */
  private void until(long durationNs, Runnable end) {
    stage
        .time()
        .in(
            durationNs,
            () -> {
              end.run();
              weather.trouble(stage.time().nowNs());
            });
  }

  private void limit() {
    Venue venue = venue();
    long duration = faults.oneIn(4) ? seconds(30, 120) : seconds(1, 5);
    weather.limited(venue, true);
    weather.banUntil(venue, stage.time().nowNs() + duration);
    until(duration, () -> weather.limited(venue, false));
  }

  private void disconnect() {
    Venue venue = venue();
    if (weather.down(venue)) {
      return;
    }
    weather.down(venue, true);
    status(venue, VenueStatus.DOWN, seconds(0, 3));
    until(seconds(1, 90), () -> reconnect(venue));
  }

  private void reconnect(Venue venue) {
    weather.down(venue, false);
    greet(venue);
  }

  /** What a shell reports when a venue is there (again). */
  void greet(Venue venue) {
    status(venue, VenueStatus.UP, 0);
    process.wire().local(MS, now -> new Event.ClockOffsetMeasured(now, venue, 0));
    process.wire().local(MS, now -> new Event.AssetPriced(now, Asset.BNB, BNB_E8));
    process.venue(venue).balances(process.wire().delayNs(venue));
    process.venue(venue).openOrders();
    for (Instrument instrument : stage.scenario().config().instruments()) {
      if (instrument.venue() == venue) {
        wallet(venue, instrument.base());
      }
      if (instrument.venue() == venue && instrument.kind() == InstrumentKind.PERPETUAL) {
        margin(instrument, CALM_MARGIN_PPM);
        fundingRate(instrument, 0, 0);
      }
    }
  }

  private void status(Venue venue, VenueStatus status, long delayNs) {
    process
        .wire()
        .local(
            delayNs,
            now -> new Event.VenueStatusChanged(now, venue, statusNow(venue, status), "simulated"));
  }

  /** A late notice never says UP of a venue that is gone again. */
  private VenueStatus statusNow(Venue venue, VenueStatus status) {
    return weather.down(venue)
        ? VenueStatus.DOWN
        : status == VenueStatus.DOWN ? VenueStatus.UP : status;
  }

  private void maintain() {
    Venue venue = venue();
    if (weather.maintenance(venue)) {
      return;
    }
    weather.maintenance(venue, true);
    boolean noticed = faults.oneIn(2);
    if (noticed) {
      status(venue, VenueStatus.DEGRADED, seconds(1, 10));
    }
    until(
        seconds(60, 300),
        () -> {
          weather.maintenance(venue, false);
          status(venue, VenueStatus.UP, 0);
        });
  }

  private Instrument instrument() {
    var all = stage.scenario().config().instruments();
    return all.get((int) faults.between(0, all.size() - 1));
  }

  private void distort(Distortion distortion, long mostSeconds) {
    Instrument instrument = instrument();
    weather.distortion(instrument.id(), distortion);
    until(seconds(1, mostSeconds), () -> weather.distortion(instrument.id(), Distortion.NONE));
  }

  private void breakBook() {
    int kind = (int) faults.between(0, 2);
    distort(
        kind == 0 ? Distortion.CROSSED : kind == 1 ? Distortion.EMPTY : Distortion.ONE_SIDED, 20);
  }

  private void stepClock() {
    Venue venue = venue();
    long offset = faults.between(260, 3_000) * MS * (faults.oneIn(2) ? 1 : -1);
    process.wire().local(0, now -> new Event.ClockOffsetMeasured(now, venue, offset));
    process.wire().local(seconds(5, 120), now -> new Event.ClockOffsetMeasured(now, venue, 0));
  }

  private void freeze() {
    long until = stage.time().nowNs() + faults.between(200, 30_000) * MS;
    if (!process.running()) {
      return;
    }
    process.freeze(until);
    stage.time().at(until, () -> weather.trouble(stage.time().nowNs()));
  }

  private void fund() {
    process.venue(Venue.BINANCE).settleFunding(faults.between(-RATE_E8, RATE_E8));
  }

  private void callMargin() {
    Instrument instrument = instrument();
    if (instrument.kind() == InstrumentKind.PERPETUAL) {
      margin(instrument, faults.between(200, 900) * 1_000);
      stage.time().in(seconds(20, 300), () -> margin(instrument, CALM_MARGIN_PPM));
      long rate = faults.between(-30 * RATE_E8, 30 * RATE_E8);
      long next = stage.time().nowNs() / MS + faults.between(1, 1_200) * 1_000;
      fundingRate(instrument, rate, next);
    }
  }

  private void margin(Instrument instrument, long ratioPpm) {
    int id = instrument.id();
    process.wire().local(0, now -> new Event.MarginReported(now, id, ratioPpm, 0));
  }

  private void fundingRate(Instrument instrument, long rateE8, long nextMs) {
    int id = instrument.id();
    process.wire().local(0, now -> new Event.FundingRateReported(now, id, rateE8, 8, nextMs));
  }

  private void closeWallet() {
    Instrument instrument = instrument();
    Venue venue = instrument.venue();
    Asset coin = instrument.base();
    closedWallets.add(venue + " " + coin);
    wallet(venue, coin);
    stage
        .time()
        .in(
            seconds(30, 400),
            () -> {
              closedWallets.remove(venue + " " + coin);
              wallet(venue, coin);
            });
  }

  /** Tells how a wallet stands; of a closed one, now and then only one way is closed. */
  private void wallet(Venue venue, Asset coin) {
    boolean open = !closedWallets.contains(venue + " " + coin);
    boolean oneWay = open || faults.oneIn(2);
    process.wire().local(0, now -> new Event.WalletStatusChanged(now, venue, coin, oneWay, open));
  }

  private void operate() {
    var action =
        switch ((int) faults.between(0, 3)) {
          case 0 -> Event.OperatorCommand.Action.PAUSE_ENTRIES;
          case 1 -> Event.OperatorCommand.Action.HALT;
          case 2 -> Event.OperatorCommand.Action.FLATTEN;
          default -> Event.OperatorCommand.Action.REDUCE;
        };
    operator(0, action);
    long later = seconds(5, 180);
    stage.time().in(later, this::resume);
  }

  /** Nobody resumes over an open break: what is late is not taken for a flow from outside. */
  void resume() {
    if (!sight.breaks().isEmpty() || process.frozen()) {
      stage.time().in(RETRY_NS, this::resume);
      return;
    }
    operator(0, Event.OperatorCommand.Action.RESUME);
    operator(0, Event.OperatorCommand.Action.RESUME_ENTRIES);
  }

  void operator(long delayNs, Event.OperatorCommand.Action action) {
    process.wire().local(delayNs, now -> new Event.OperatorCommand(now, action, "drill"));
  }

  private void crash() {
    if (!process.running()) {
      return;
    }
    Death where = faults.oneIn(2) ? Death.AT_ORDER : Death.AT_COMMANDS;
    if (process.remembers() && faults.oneIn(3)) {
      where = Death.AT_FILL;
    }
    process.dieAt(where, this::died);
  }

  private void died() {
    process.die();
    stage.figures().count("crashes");
    stage.time().in(faults.between(300, 60_000) * MS, this::restart);
  }

  /** What a real start does: the journal, the venues, balances, our open orders. */
  void restart() {
    if (process.running() || !stage.verdict().violations().isEmpty()) {
      return;
    }
    process.start();
    weather.trouble(stage.time().nowNs());
    process.deliver(process.life(), Event.Restarted::new);
    for (Venue venue : Venue.values()) {
      if (!weather.down(venue)) {
        greet(venue);
      }
    }
  }

  /** All that lasts ends now. */
  void heal() {
    faults.heal();
    for (Venue venue : Venue.values()) {
      weather.down(venue, false);
      weather.maintenance(venue, false);
      weather.limited(venue, false);
      weather.slowness(venue, 1);
    }
    for (Instrument instrument : stage.scenario().config().instruments()) {
      weather.distortion(instrument.id(), Distortion.NONE);
    }
    weather.trouble(stage.time().nowNs());
    process.dieAt(Death.NONE, () -> {});
    if (process.running()) {
      for (Venue venue : Venue.values()) {
        greet(venue);
      }
    } else {
      restart();
    }
  }
}
