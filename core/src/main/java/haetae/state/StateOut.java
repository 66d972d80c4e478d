package haetae.state;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Writes values one after the other into bytes that grow as needed. Small numbers take few bytes:
 * seven bits each, the sign in the lowest.
 *
 * <p>Allocates nothing once the buffer is large enough, except for text that is not ASCII. Threads:
 * one owner.
 */
public final class StateOut {
  private static final int FIRST = 256;
  private static final int LONGEST_NUMBER = 10;
  private static final int MORE = 0x80;
  private static final int BITS = 0x7f;
  private static final long HASH_SEED = 0xcbf29ce484222325L;
  private static final long HASH_PRIME = 0x100000001b3L;

  private byte[] bytes = new byte[FIRST];
  private int length;

  /** Forgets what was written; the buffer is kept. */
  public StateOut clear() {
    length = 0;
    return this;
  }

  /** Writes a number. */
  public StateOut putLong(long value) {
    reserve(LONGEST_NUMBER);
    long left = (value << 1) ^ (value >> 63);
    while ((left & ~BITS) != 0) {
      bytes[length++] = (byte) ((left & BITS) | MORE);
      left >>>= 7;
    }
    bytes[length++] = (byte) left;
    return this;
  }

  /** Writes a truth value. */
  public StateOut putBool(boolean value) {
    reserve(1);
    bytes[length++] = (byte) (value ? 1 : 0);
    return this;
  }

  /** Writes the length of an array, and its numbers. */
  public StateOut putLongs(long[] values) {
    putLong(values.length);
    for (long value : values) {
      putLong(value);
    }
    return this;
  }

  /** Writes the position of a constant among its siblings. */
  public StateOut putEnum(Enum<?> value) {
    return putLong(value.ordinal());
  }

  /** Writes text. */
  public StateOut putText(String text) {
    int chars = text.length();
    putLong(chars);
    reserve(chars);
    int start = length;
    for (int i = 0; i < chars; i++) {
      char c = text.charAt(i);
      if (c >= MORE) {
        return putUnicode(text, start);
      }
      bytes[length++] = (byte) c;
    }
    return this;
  }

  /** Writes bytes as they are, without their number. */
  public StateOut putBytes(byte[] more) {
    reserve(more.length);
    System.arraycopy(more, 0, bytes, length, more.length);
    length += more.length;
    return this;
  }

  /** The length of text beyond ASCII is negative, and counts bytes. */
  private StateOut putUnicode(String text, int start) {
    length = start - sizeOf(text.length());
    byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
    putLong(-encoded.length);
    reserve(encoded.length);
    System.arraycopy(encoded, 0, bytes, length, encoded.length);
    length += encoded.length;
    return this;
  }

  private static int sizeOf(long number) {
    int size = 1;
    for (long left = number << 1; (left & ~BITS) != 0; left >>>= 7) {
      size++;
    }
    return size;
  }

  private void reserve(int more) {
    if (length + more > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
    }
  }

  /** How many bytes were written. */
  public int length() {
    return length;
  }

  /** The buffer itself: the first {@link #length} bytes are what was written, until the next. */
  public byte[] buffer() {
    return bytes;
  }

  /** A copy of what was written. */
  public byte[] toBytes() {
    return Arrays.copyOf(bytes, length);
  }

  /** FNV-1a hash of what was written. */
  public long hash() {
    long hash = HASH_SEED;
    for (int i = 0; i < length; i++) {
      hash = (hash ^ (bytes[i] & 0xff)) * HASH_PRIME;
    }
    return hash;
  }
}
