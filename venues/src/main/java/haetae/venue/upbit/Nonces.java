package haetae.venue.upbit;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;

import java.security.SecureRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/**
 * Random UUIDs of version 4 that never come twice: the first half is chance, drawn once; the second
 * is a count that begins at chance, mixed by a multiplication that maps no two numbers to one.
 *
 * <p>A nonce must be new, not secret: the source of secure chance, which takes a microsecond and a
 * lock, is asked only at the start. Source: Upbit developer centre, "Authentication" (2026-09-01):
 * a random UUID for each request, one that was used is refused. Threads: any.
 */
public final class Nonces implements Supplier<String> {
  private static final int UUID_LENGTH = 36;
  private static final int HEX_DIGITS = 16;
  private static final long VERSION_BITS = 0xF000L;
  private static final long VERSION = 0x4000L;
  private static final long FREE = (1L << 62) - 1;
  private static final long VARIANT = 1L << 63;

  /** Odd: multiplied by it modulo 2^62, different numbers stay different. */
  private static final long ODD = 0x9E3779B97F4A7C15L;

  private static final byte[] DIGITS = "0123456789abcdef".getBytes(US_ASCII);

  private final long high;
  private final AtomicLong count;

  /** A source that begins at chance. */
  public Nonces() {
    SecureRandom random = new SecureRandom();
    this.high = (random.nextLong() & ~VERSION_BITS) | VERSION;
    this.count = new AtomicLong(random.nextLong());
  }

  @Override
  public String get() {
    long low = ((count.getAndIncrement() * ODD) & FREE) | VARIANT;
    byte[] text = new byte[UUID_LENGTH];
    int at = 0;
    for (int i = 0; i < 2 * HEX_DIGITS; i++) {
      if (i == 8 || i == 12 || i == 16 || i == 20) {
        text[at++] = '-';
      }
      long half = i < HEX_DIGITS ? high : low;
      text[at++] = DIGITS[(int) (half >>> (60 - 4 * (i % HEX_DIGITS))) & 15];
    }
    return new String(text, ISO_8859_1);
  }
}
