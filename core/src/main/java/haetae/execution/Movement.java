package haetae.execution;

import haetae.execution.LegPolicy.LegPlan;
import haetae.market.Venue;
import haetae.state.StateIn;
import haetae.state.StateOut;
import org.jspecify.annotations.Nullable;

/**
 * The entry, exit or sweep that a pair trade is in, or was in last: how much is wanted, which first
 * orders have been sent, and how often the legs were matched since. Threads: the engine's.
 */
final class Movement {
  /** What moves. */
  private enum Kind {
    ENTRY,
    EXIT,
    SWEEP
  }

  private final Kind kind;
  private final long wantedE8;
  private final String reason;
  private @Nullable LegPlan plan;
  private int firstOrders;

  private Movement(Kind kind, long wantedE8, String reason) {
    this.kind = kind;
    this.wantedE8 = wantedE8;
    this.reason = reason;
  }

  static Movement entry(long wantedE8) {
    return new Movement(Kind.ENTRY, wantedE8, "");
  }

  static Movement exit(long wantedE8, String reason) {
    return new Movement(Kind.EXIT, wantedE8, reason);
  }

  static Movement sweep(long wantedE8) {
    return new Movement(Kind.SWEEP, wantedE8, "SWEEP");
  }

  boolean exit() {
    return kind == Kind.EXIT;
  }

  boolean sweep() {
    return kind == Kind.SWEEP;
  }

  /** Base quantity to open or to close. */
  long wantedE8() {
    return wantedE8;
  }

  /** Why it is no entry; empty for an entry. */
  String reason() {
    return reason;
  }

  @Nullable LegPlan plan() {
    return plan;
  }

  void plan(LegPlan decided) {
    plan = decided;
  }

  /** True while a first order of a leg is still to be sent. */
  boolean firstOrderDue() {
    return firstOrders == 0 || (firstOrders == 1 && plan != null && plan.parallel());
  }

  /** Counts one more first order; returns how many there were before. */
  int countFirstOrder() {
    return firstOrders++;
  }

  /** Nothing more is opened or closed by this movement, whatever it still wants. */
  void giveUpFirstOrders() {
    firstOrders = 2;
  }

  void save(StateOut out) {
    out.putEnum(kind).putLong(wantedE8).putText(reason).putLong(firstOrders);
    LegPlan decided = plan;
    out.putBool(decided != null);
    if (decided != null) {
      out.putEnum(decided.lead()).putBool(decided.parallel());
    }
  }

  static Movement load(StateIn in) {
    Movement loaded = new Movement(in.getEnum(Kind.values()), in.getLong(), in.getText());
    loaded.firstOrders = in.getInt();
    if (in.getBool()) {
      loaded.plan = new LegPlan(in.getEnum(Venue.values()), in.getBool());
    }
    return loaded;
  }
}
