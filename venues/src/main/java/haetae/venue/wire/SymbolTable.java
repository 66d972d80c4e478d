package haetae.venue.wire;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * Finds the index of a name that lies in a byte buffer, without allocating. Immutable.
 *
 * <p>Open addressing at a load of at most one half.
 */
public final class SymbolTable {
  /** Answer for a name that is not in the table. */
  public static final int UNKNOWN = -1;

  private final byte[][] names;
  private final int[] slots;

  /** A table whose indexes are the places in the list; names must differ and be ASCII. */
  public SymbolTable(List<String> symbols) {
    names = new byte[symbols.size()][];
    slots = new int[Integer.highestOneBit(Math.max(4, symbols.size() * 2)) << 1];
    Arrays.fill(slots, UNKNOWN);
    for (int i = 0; i < names.length; i++) {
      names[i] = symbols.get(i).getBytes(StandardCharsets.US_ASCII);
      if (find(names[i], 0, names[i].length) != UNKNOWN) {
        throw new IllegalArgumentException("name given twice: " + symbols.get(i));
      }
      int slot = hash(names[i], 0, names[i].length);
      while (slots[slot] != UNKNOWN) {
        slot = (slot + 1) & (slots.length - 1);
      }
      slots[slot] = i;
    }
  }

  /** Index of the name in a range of bytes, or {@link #UNKNOWN}. */
  public int find(byte[] buffer, int from, int to) {
    int slot = hash(buffer, from, to);
    while (slots[slot] != UNKNOWN) {
      byte[] name = names[slots[slot]];
      if (name.length == to - from && Arrays.equals(name, 0, name.length, buffer, from, to)) {
        return slots[slot];
      }
      slot = (slot + 1) & (slots.length - 1);
    }
    return UNKNOWN;
  }

  /** Index of the reader's token, or {@link #UNKNOWN}. */
  public int find(JsonReader reader) {
    return find(reader.buffer(), reader.tokenFrom(), reader.tokenTo());
  }

  private int hash(byte[] buffer, int from, int to) {
    int h = 0;
    for (int i = from; i < to; i++) {
      h = 31 * h + buffer[i];
    }
    return (h ^ (h >>> 15)) & (slots.length - 1);
  }
}
