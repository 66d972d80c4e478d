package haetae.strategy;

import haetae.market.Direction;
import haetae.state.StateIn;
import haetae.state.StateOut;

/**
 * Says when a pair is worth entering and when it has done its work. One object a pair; a new
 * strategy is one more class here.
 *
 * <p>A strategy only adds conditions: the net edge of {@link #gate} is asked for whatever it says.
 * Premia are executable and in ppm, positive when Korea is dearer. Asking allocates nothing.
 * Threads: one owner.
 */
public sealed interface Strategy permits SpreadRule, Reversion {
  /** Net edge, confirmation and reserve that every entry needs. */
  SpreadRule gate();

  /** Takes the premium between the mid prices of accepted, fresh books; times must not go back. */
  void sample(long nowNs, long midPpm);

  /** What is taken off the edge before it counts: reserve for slippage and expected exit. */
  long costPpm(Direction direction);

  /** True if an entry at an executable premium is wanted. */
  boolean wants(Direction direction, long premiumPpm);

  /** Confidence in an entry that is wanted, 0 to 1,000,000 ppm. */
  long confidencePpm(Direction direction, long premiumPpm, long netPpm);

  /** True if an entry of this confidence is to be acted on. */
  boolean acts(long confidencePpm);

  /**
   * What becomes of a pair that is held: {@code HOLD}, {@code EXIT}, {@code STOP} or {@code
   * EXPIRED}.
   *
   * @param opened direction of its entry
   * @param exitPpm executable premium of the exit
   */
  BandSignal exit(Direction opened, long exitPpm, long heldNs);

  /** Writes what it has learnt. */
  void save(StateOut out);

  /** Reads what {@link #save} of a strategy of the same parameters has written. */
  void load(StateIn in);
}
