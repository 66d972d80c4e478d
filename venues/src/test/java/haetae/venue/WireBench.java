package haetae.venue;

import static java.nio.charset.StandardCharsets.UTF_8;

import haetae.venue.binance.BinanceBench;
import haetae.venue.upbit.UpbitBench;
import haetae.venue.wire.DecodeException;

/** Time per message of the codecs; run by hand, prints nanoseconds. */
public final class WireBench {
  private static final int ROUNDS = 2_000;
  private static final int MESSAGES = 1_000;

  private WireBench() {}

  /** Reads one message. */
  public interface Work {
    /** Reads it. */
    void run(byte[] bytes) throws DecodeException;
  }

  /** Prints the best of some rounds. */
  public static void measure(String name, String text, Work work) throws DecodeException {
    byte[] bytes = text.getBytes(UTF_8);
    long best = Long.MAX_VALUE;
    for (int round = 0; round < ROUNDS; round++) {
      long start = System.nanoTime();
      for (int i = 0; i < MESSAGES; i++) {
        work.run(bytes);
      }
      best = Math.min(best, (System.nanoTime() - start) / MESSAGES);
    }
    System.out.println(name + ": " + best + " ns, " + bytes.length + " bytes");
  }

  /** Measures all codecs. */
  public static void main(String[] args) throws DecodeException {
    UpbitBench.run();
    BinanceBench.run();
  }
}
