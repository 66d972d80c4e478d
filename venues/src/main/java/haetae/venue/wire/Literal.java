package haetae.venue.wire;

import static java.lang.invoke.MethodHandles.byteArrayViewVarHandle;

import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * A fixed piece of a message, compared a word at a time. Immutable.
 *
 * <p>Two overlapping words cover 4 to 16 bytes; longer and shorter pieces go byte by byte.
 */
public final class Literal {
  private static final VarHandle WORD =
      byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle HALF =
      byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final int WORD_BYTES = 8;
  private static final int HALF_BYTES = 4;

  private final byte[] bytes;
  private final int length;
  private final boolean twoWords;
  private final boolean twoHalves;
  private final long first;
  private final long last;

  private Literal(byte[] bytes) {
    this.bytes = bytes;
    this.length = bytes.length;
    this.twoWords = length >= WORD_BYTES && length <= 2 * WORD_BYTES;
    this.twoHalves = length >= HALF_BYTES && length < WORD_BYTES;
    this.first = twoWords ? (long) WORD.get(bytes, 0) : twoHalves ? half(bytes, 0) : 0;
    this.last =
        twoWords
            ? (long) WORD.get(bytes, length - WORD_BYTES)
            : twoHalves ? half(bytes, length - HALF_BYTES) : 0;
  }

  private static int half(byte[] bytes, int at) {
    return (int) HALF.get(bytes, at);
  }

  /** The bytes of an ASCII text. */
  public static Literal of(String ascii) {
    return new Literal(ascii.getBytes(StandardCharsets.US_ASCII));
  }

  /** Number of bytes. */
  public int length() {
    return length;
  }

  /** True if these bytes lie at a place that ends before the given end. */
  public boolean at(byte[] buffer, int from, int end) {
    if (end - from < length) {
      return false;
    }
    if (twoWords) {
      return (long) WORD.get(buffer, from) == first
          && (long) WORD.get(buffer, from + length - WORD_BYTES) == last;
    }
    if (twoHalves) {
      return half(buffer, from) == first && half(buffer, from + length - HALF_BYTES) == last;
    }
    for (int i = 0; i < length; i++) {
      if (buffer[from + i] != bytes[i]) {
        return false;
      }
    }
    return true;
  }

  /** True if the range holds exactly these bytes. */
  public boolean is(byte[] buffer, int from, int to) {
    return to - from == length && at(buffer, from, to);
  }
}
