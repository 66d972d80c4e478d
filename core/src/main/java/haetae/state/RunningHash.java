package haetae.state;

/**
 * Hash of everything that was added so far, in its order: stands for a history that only grows, so
 * that comparing two of them does not take longer with each thing that is over. Threads: one owner.
 */
public final class RunningHash {
  private static final long SEED = 0xcbf29ce484222325L;
  private static final long PRIME = 0x100000001b3L;

  private long value = SEED;

  /** Adds what was written. */
  public void add(StateOut written) {
    mix(written.hash());
  }

  /** Adds text. */
  public void add(String text) {
    long hash = SEED;
    for (int i = 0; i < text.length(); i++) {
      hash = (hash ^ text.charAt(i)) * PRIME;
    }
    mix(hash);
  }

  private void mix(long hash) {
    value = (Long.rotateLeft(value, 29) ^ hash) * PRIME;
  }

  /** Writes the hash so far. */
  public void save(StateOut out) {
    out.putLong(value);
  }

  /** Goes on from what {@link #save} has written. */
  public void load(StateIn in) {
    value = in.getLong();
  }
}
