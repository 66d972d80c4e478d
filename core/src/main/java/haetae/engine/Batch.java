package haetae.engine;

import haetae.state.StateIn;
import haetae.state.StateOut;

/**
 * Instruments whose books came together and are decided on once the last of them is there. Threads:
 * the engine's.
 */
final class Batch {
  private final int[] together;
  private int waiting;

  Batch(int instruments) {
    this.together = new int[instruments];
  }

  /** Adds an instrument that is not in it yet. */
  void add(int instrumentId) {
    for (int i = 0; i < waiting; i++) {
      if (together[i] == instrumentId) {
        return;
      }
    }
    together[waiting++] = instrumentId;
  }

  int size() {
    return waiting;
  }

  /** An instrument, in the order of coming. */
  int instrumentId(int index) {
    return together[index];
  }

  void clear() {
    waiting = 0;
  }

  void save(StateOut out) {
    out.putLong(waiting);
    for (int i = 0; i < waiting; i++) {
      out.putLong(together[i]);
    }
  }

  void load(StateIn in) {
    waiting = in.getCount(together.length);
    for (int i = 0; i < waiting; i++) {
      together[i] = in.getCount(together.length - 1);
    }
  }
}
