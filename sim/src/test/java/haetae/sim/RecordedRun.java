package haetae.sim;

import haetae.Seed;
import haetae.engine.Command;
import haetae.engine.Engine;
import haetae.engine.EngineConfig;
import haetae.engine.Event;
import haetae.engine.EventDecoder;
import haetae.engine.EventEncoder;
import haetae.engine.TestConfigs;
import haetae.engine.VenueStatus;
import haetae.market.Asset;
import haetae.market.Venue;
import haetae.risk.GuardFacts;
import haetae.state.StateIn;
import haetae.state.StateOut;
import haetae.strategy.ReversionRule;
import haetae.strategy.SpreadRule;
import haetae.strategy.StrategyRule;
import haetae.strategy.ZScoreBand;
import java.util.ArrayList;
import java.util.List;

/** A run with faults of which every event and every command is kept. */
final class RecordedRun {
  private static final Event.OperatorCommand.Action RESUME = Event.OperatorCommand.Action.RESUME;

  final EngineConfig config;
  final Engine engine;
  final List<byte[]> events = new ArrayList<>();
  final List<String> commands = new ArrayList<>();
  private final World world;

  RecordedRun(Seed seed, int minutes) {
    config = mixed(TestConfigs.config(250_000));
    world =
        new World(
            seed.anyLong(),
            config,
            World.faulty(seed),
            inner ->
                (event, sink) -> {
                  events.add(bytes(event));
                  inner.onEvent(
                      event,
                      command -> {
                        commands.add(words(command));
                        sink.accept(command);
                      });
                });
    engine = world.engine;
    for (int minute = 1; minute <= minutes; minute++) {
      world.run.advanceTo(World.START + minute * (60 * World.SECOND));
      happen(seed, world.run.nowNs(), minute);
    }
  }

  /** Each pair another strategy, so that all of them are saved. */
  private static EngineConfig mixed(EngineConfig c) {
    ReversionRule reversion =
        new ReversionRule(
            new SpreadRule(800, 200, 20_000, 500_000, 2),
            World.SECOND,
            60,
            new ZScoreBand(2_000_000, 500_000, 8_000_000, 100),
            new ReversionRule.Absolute(5_000, 5_000, 0),
            new ReversionRule.Guards(900_000, true, World.SECOND, 432_000 * World.SECOND, 1),
            3_600 * World.SECOND,
            0);
    List<StrategyRule> strategies = List.of(TestConfigs.SPREAD, reversion);
    return new EngineConfig(
        c.session(),
        c.mode(),
        c.instruments(),
        c.pairs(),
        c.fees(),
        strategies,
        c.capital(),
        c.sizing(),
        c.execution(),
        c.safety(),
        c.entry(),
        c.stops(),
        c.rebalancer(),
        c.drift(),
        c.guard(),
        c.pacing(),
        c.perpetual());
  }

  /** What the exchange model does not make happen by itself. */
  private void happen(Seed seed, long now, int minute) {
    Venue venue = seed.pick(Venue.values());
    Asset coin = seed.pick(new Asset("BTC"), new Asset("ETH"));
    int perpetual = seed.pick(1, 4);
    boolean yes = seed.oneIn(2);
    tell(new Event.CycleStarted(now, minute));
    switch ((int) seed.between(0, 11)) {
      case 0 -> tell(new Event.WalletStatusChanged(now, venue, coin, yes, !yes));
      case 1 -> tell(new Event.WalletStatusChanged(now, venue, coin, true, true));
      case 2 -> tell(new Event.FundingRateReported(now, perpetual, seed.between(-90, 90), 8));
      case 3 -> {
        long rate = seed.between(-20_000, 20_000);
        long mark = 77_000 * 100_000_000L;
        tell(new Event.FundingSettled(now, perpetual, minute, rate, mark, Event.NOT_TOLD));
      }
      case 4 -> tell(new Event.GuardReported(now, facts(yes)));
      case 5 -> tell(new Event.AssetPriced(now, Asset.BNB, seed.between(1, 900) * 100_000_000L));
      case 6 -> tell(new Event.ExternalFlowReported(now, venue, Asset.BNB, minute, "x" + minute));
      case 7 -> {
        tell(new Event.VenueStatusChanged(now, venue, VenueStatus.DEGRADED, "slow"));
        world.run.advanceTo(now + 10 * World.SECOND);
        tell(new Event.VenueStatusChanged(world.run.nowNs(), venue, VenueStatus.UP, ""));
        tell(new Event.ClockOffsetMeasured(world.run.nowNs(), venue, 1_000_000));
      }
      case 8 -> operator(now, Event.OperatorCommand.Action.PAUSE_ENTRIES);
      case 9 -> operator(now, Event.OperatorCommand.Action.RESUME_ENTRIES);
      case 10 -> operator(now, seed.oneIn(3) ? Event.OperatorCommand.Action.FLATTEN : RESUME);
      default -> operator(now, RESUME);
    }
  }

  private static GuardFacts facts(boolean yes) {
    return new GuardFacts(yes, true, yes, "ok", true, yes, true, true, true, true);
  }

  private void operator(long now, Event.OperatorCommand.Action action) {
    tell(new Event.OperatorCommand(now, action, "test"));
  }

  private void tell(Event event) {
    world.run.deliver(event);
  }

  /** Gives events of this run to an engine, from one to before another; returns its commands. */
  List<String> replay(Engine to, int from, int until) {
    List<String> decided = new ArrayList<>();
    EventDecoder decoder = new EventDecoder();
    for (int i = from; i < until; i++) {
      to.onEvent(decoder.decode(StateIn.of(events.get(i))), c -> decided.add(words(c)));
    }
    return decided;
  }

  /** An engine of the same configuration in the state of another. */
  Engine again(Engine saved) {
    StateOut out = new StateOut();
    saved.save(out);
    return Engine.load(config, StateIn.of(out.toBytes()));
  }

  private static String words(Command command) {
    return command.toString();
  }

  private static byte[] bytes(Event event) {
    StateOut out = new StateOut();
    EventEncoder.encode(event, out);
    return out.toBytes();
  }
}
