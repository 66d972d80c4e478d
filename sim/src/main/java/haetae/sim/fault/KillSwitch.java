package haetae.sim.fault;

import haetae.engine.Command;
import haetae.engine.CommandSink;
import haetae.engine.Event;
import haetae.sim.fault.EngineProcess.Death;
import java.util.ArrayList;
import java.util.List;

/**
 * The way out of the process, on which it can be killed before or after any command of an event.
 * Threads: the run's.
 */
final class KillSwitch implements CommandSink {
  /** The process is gone; nobody in it can catch this. */
  static final class Killed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Killed(String step) {
      super(step, null, false, false);
    }
  }

  private final Faults faults;
  private final List<Command> left = new ArrayList<>();
  private Death death = Death.NONE;
  private boolean near;

  KillSwitch(Faults faults) {
    this.faults = faults;
  }

  /** An event is given to the engine. */
  void begin(Event event, Death where) {
    left.clear();
    death = where;
    boolean fill = where == Death.AT_FILL && event instanceof Event.OrderFilled;
    near = fill || where == Death.AT_COMMANDS;
  }

  @Override
  public void accept(Command command) {
    boolean atVenue =
        command instanceof Command.PlaceOrder || command instanceof Command.CancelOrder;
    near |= death == Death.AT_ORDER && atVenue;
    if (near && faults.oneIn(3)) {
      throw new Killed("before " + name(command));
    }
    left.add(command);
    if (near && faults.oneIn(3)) {
      throw new Killed("after " + name(command));
    }
  }

  /** All commands have left. */
  void end() {
    if (near && !left.isEmpty()) {
      throw new Killed("after all commands");
    }
  }

  private static String name(Command command) {
    return switch (command) {
      case Command.PlaceOrder c -> c.order().intent().purpose() + " order";
      case Command.CancelOrder _ -> "cancel";
      case Command.QueryOrder _ -> "query";
      case Command.ScheduleTimer _ -> "timer";
      case Command.RaiseAlert _, Command.Narrate _ -> "word";
      case Command.RecordTrade _, Command.RecordEntry _, Command.RecordDay _ -> "record";
    };
  }

  /** Commands that have left the process. */
  List<Command> left() {
    return left;
  }
}
