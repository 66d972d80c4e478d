package haetae.state;

import static java.util.Objects.requireNonNull;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Reads what {@link StateOut} has written, in the same order.
 *
 * <p>Errors: {@link StateException} when the bytes end too early or hold an impossible value;
 * nothing is guessed. Threads: one owner.
 */
public final class StateIn {
  private static final int MORE = 0x80;
  private static final int BITS = 0x7f;
  private static final int MOST_SHIFT = 63;
  private static final long STOPS = 0x8080_8080_8080_8080L;
  private static final VarHandle WORDS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private byte[] bytes = new byte[0];
  private int at;
  private int end;

  /** Reads a whole array. */
  public static StateIn of(byte[] bytes) {
    return new StateIn().wrap(bytes, 0, bytes.length);
  }

  /** Begins to read a part of an array, which must not change meanwhile. */
  public StateIn wrap(byte[] source, int offset, int length) {
    requireNonNull(source, "source");
    if (offset < 0 || length < 0 || offset > source.length - length) {
      throw new StateException("no bytes " + offset + " to " + (offset + (long) length));
    }
    bytes = source;
    at = offset;
    end = offset + length;
    return this;
  }

  /** The next number. */
  public long getLong() {
    if (end - at >= Long.BYTES) {
      long word = (long) WORDS.get(bytes, at);
      long stops = ~word & STOPS;
      if (stops != 0) {
        at += (Long.numberOfTrailingZeros(stops) >>> 3) + 1;
        return unzigzag(packed(word & (stops ^ (stops - 1))));
      }
    }
    return slowLong();
  }

  /** Seven bits a byte become adjacent; without a branch, for the lengths cannot be foreseen. */
  private static long packed(long word) {
    long sevens = word & 0x7f7f_7f7f_7f7f_7f7fL;
    long pairs = (sevens & 0x007f_007f_007f_007fL) | ((sevens & 0x7f00_7f00_7f00_7f00L) >>> 1);
    long quads = (pairs & 0x0000_3fff_0000_3fffL) | ((pairs & 0x3fff_0000_3fff_0000L) >>> 2);
    return (quads & 0x0fff_ffffL) | ((quads & 0x0fff_ffff_0000_0000L) >>> 4);
  }

  private static long unzigzag(long value) {
    return (value >>> 1) ^ -(value & 1);
  }

  /** Of any length, also at the end of the bytes. */
  private long slowLong() {
    long value = 0;
    for (int shift = 0; shift <= MOST_SHIFT; shift += 7) {
      int next = next();
      value |= (long) (next & BITS) << shift;
      if ((next & MORE) == 0) {
        return unzigzag(value);
      }
    }
    throw new StateException("number too long at byte " + at);
  }

  /** The next number, which must fit an int. */
  public int getInt() {
    long value = getLong();
    if (value != (int) value) {
      throw new StateException("number out of range at byte " + at + ": " + value);
    }
    return (int) value;
  }

  /** The next number, which must be a count from 0 to a limit. */
  public int getCount(int most) {
    long value = getLong();
    if (value < 0 || value > most) {
      throw new StateException("count out of range at byte " + at + ": " + value);
    }
    return (int) value;
  }

  /** The next truth value. */
  public boolean getBool() {
    int value = next();
    if (value > 1) {
      throw new StateException("no truth value at byte " + at + ": " + value);
    }
    return value == 1;
  }

  /** Fills an array with the next numbers; there must be as many as it holds. */
  public void getLongs(long[] values, String what) {
    expect(values.length, what);
    for (int i = 0; i < values.length; i++) {
      values[i] = getLong();
    }
  }

  /** The next number must be this one: what was written belongs to another configuration if not. */
  public void expect(long value, String what) {
    long found = getLong();
    if (found != value) {
      throw new StateException(what + " is " + found + ", not " + value);
    }
  }

  /** The next text must be this one. */
  public void expect(String value, String what) {
    String found = getText();
    if (!found.equals(value)) {
      throw new StateException(what + " is " + found + ", not " + value);
    }
  }

  /** The next bytes, so many. */
  public byte[] getBytes(int count) {
    if (count < 0 || count > end - at) {
      throw new StateException("cut short at byte " + at + ": " + count + " bytes are due");
    }
    at += count;
    return Arrays.copyOfRange(bytes, at - count, at);
  }

  /** The next constant, one of the given ones in their order. */
  public <E extends Enum<E>> E getEnum(E[] values) {
    return values[getCount(values.length - 1)];
  }

  /** The next text. */
  public String getText() {
    long size = getLong();
    long count = Math.abs(size);
    if (count > end - at) {
      throw new StateException("text too long at byte " + at + ": " + count);
    }
    var charset = size < 0 ? StandardCharsets.UTF_8 : StandardCharsets.US_ASCII;
    String text = new String(bytes, at, (int) count, charset);
    at += (int) count;
    return text;
  }

  private int next() {
    if (at >= end) {
      throw new StateException("cut short at byte " + at);
    }
    return bytes[at++] & 0xff;
  }

  /** True if nothing is left. */
  public boolean exhausted() {
    return at >= end;
  }
}
