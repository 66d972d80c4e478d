package haetae.app.live;

import haetae.app.config.ConfigException;
import haetae.app.config.ConfigLoader;
import haetae.app.config.HaetaeConfig;
import haetae.app.dashboard.EngineTap;
import haetae.engine.Command;
import haetae.engine.CommandSink;
import haetae.engine.Engine;
import haetae.engine.EngineConfig;
import haetae.engine.Event;
import haetae.engine.EventEncoder;
import haetae.engine.EventHandler;
import haetae.engine.VenueCommands;
import haetae.engine.ViewRecords;
import haetae.ops.log.Loggers;
import haetae.risk.ApprovedOrder;
import haetae.sim.TimedRun;
import haetae.state.StateOut;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;

/**
 * Trades on a simulated market of its own while mode live starts, in the background: from the book
 * to the decision, the journal's bytes, the guard and the signed request on the thread that sends
 * it, but nothing is sent or kept. A service sends few orders a day; without this each of them
 * would run through code that the JVM has not compiled.
 *
 * <p>Threads: its own; start and stop are the service's.
 */
final class Rehearsal implements Part {
  private static final Logger LOG = Loggers.of("live_loop");
  private static final long START_NS = 1_767_225_600_000_000_000L;
  private static final long STEP_NS = 1_000_000_000L;
  private static final int SEED = 1;

  /** A market in which nothing is traded any more must not be followed for ever. */
  private static final long MOST_CYCLES = 600;

  /** Enters and leaves on little, as often as it can. */
  private static final String EAGER =
      """
      mock:
        {premium_mean_pct: 0.4, premium_sd_pct: 0.8, krw_balance: 1000000000.0,
         usdt_balance: 1000000.0, coin_worth_krw: 1000000000.0, tick_interval_ms: 100}
      signal_engine:
        {min_spread_pct: 0.02, upbit_fee: 0.05, binance_fee: 0.05, slippage_pct: 0.02,
         full_confidence_pct: 0.02, min_confidence: 0.1, confirm_updates: 1}
      stoploss:
        {take_profit_bps: 1.0, premium_stop_bps: 5.0, max_hold_hours: 0.001, cooldown_sec: 0}
      execution_engine:
        {leg_order: "parallel", cooldown_after_entry_ms: 0, cooldown_after_failure_ms: 0,
         max_naked_krw: 100000000.0, residual_cap_krw: 100000000.0}
      safety:
        {max_daily_loss_krw: 1000000000.0, max_drawdown_pct: 100.0, max_losing_pairs: 1000,
         max_unwinds_per_hour: 1000, max_orders_per_minute: 10000, breaker_failures: 1000,
         too_good_pct: 50.0, jump_pct: 50.0, premium_gap_pct: 50.0, price_band_pct: 50.0}
      position_engine: {max_open_positions: 10, max_daily_loss_krw: 1000000000.0}
      rebalancer: {enabled: false}
      """;

  /** Makes an order's request and sends nothing. */
  @FunctionalInterface
  interface Sender {
    /** Makes the request of one order. */
    void rehearse(ApprovedOrder order) throws InterruptedException;
  }

  private final int wanted;
  private final Runnable guard;
  private final Sender sender;
  private final StateOut bytes = new StateOut();
  private final Thread thread =
      Thread.ofPlatform().daemon().name("rehearsal").unstarted(this::rehearse);
  private volatile boolean over;
  private final AtomicLong orders = new AtomicLong();

  /**
   * A rehearsal that has not begun.
   *
   * @param guard what is asked before an order leaves
   * @param sender makes the request
   */
  Rehearsal(HaetaeConfig config, Runnable guard, Sender sender) {
    this.wanted = config.runtime().rehearsalOrders();
    this.guard = guard;
    this.sender = sender;
  }

  @Override
  public String name() {
    return "rehearsal";
  }

  @Override
  public void start() {
    if (wanted > 0) {
      thread.start();
    }
  }

  private void rehearse() {
    try {
      trade(ConfigLoader.of("rehearsal", EAGER));
    } catch (RuntimeException | ConfigException e) {
      LOG.warn("[LIVE] the rehearsal failed, the first orders will be slower: {}", e.toString());
    }
    LOG.info("[LIVE] Rehearsed {} orders; none was sent", orders.get());
  }

  private void trade(HaetaeConfig config) {
    EngineConfig rules =
        EngineConfigs.of(config, "paper", "rehearsal", new EngineConfigs.Patience(0));
    Tape tape = MockTape.market(config.mock(), rules.pairs(), SEED, START_NS);
    EventHandler engine = new EngineTap().before(writing(new Engine(rules)));
    TimedRun run =
        new TimedRun(
            tape.market(), MockTape.exchange(config, rules, SEED), engine, this::sent, START_NS);
    run.open();
    for (long cycle = 1; !over && orders.get() < wanted && cycle <= MOST_CYCLES; cycle++) {
      run.advanceTo(START_NS + cycle * STEP_NS);
      run.deliver(new Event.CycleStarted(run.nowNs(), cycle));
    }
  }

  /** An engine whose events and commands are encoded as for the journal. */
  private EventHandler writing(Engine engine) {
    return (event, commands) -> {
      EventEncoder.encode(event, bytes.clear());
      engine.onEvent(event, recording(event, commands));
    };
  }

  private CommandSink recording(Event event, CommandSink commands) {
    return command -> {
      if (!VenueCommands.encode(command, bytes.clear())) {
        ViewRecords.encode(command, event.timeNs(), bytes);
      }
      commands.accept(command);
    };
  }

  private void sent(Command command) {
    if (command instanceof Command.PlaceOrder place && !over) {
      guard.run();
      try {
        sender.rehearse(place.order());
      } catch (InterruptedException e) {
        over = true;
      }
      orders.incrementAndGet();
    }
  }

  /** True while it goes on. */
  boolean running() {
    return thread.isAlive();
  }

  /** Orders made so far. */
  long orders() {
    return orders.get();
  }

  @Override
  public void stop() throws InterruptedException {
    over = true;
    thread.interrupt();
    thread.join();
  }
}
