package haetae.app.research.report;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Writes structures in Thrift's compact protocol, as far as the footer of a Parquet file needs it.
 * Fields must come in rising order of their numbers. Threads: one owner.
 *
 * <p>Source: the Apache Thrift compact protocol specification, thrift-compact-protocol.md.
 */
final class CompactThrift {
  private static final int TRUE = 1;
  private static final int FALSE = 2;
  private static final int I32 = 5;
  private static final int I64 = 6;
  private static final int BINARY = 8;
  private static final int LIST = 9;
  private static final int STRUCT = 12;
  private static final int SHORT_LIST = 15;
  private static final int DEEPEST = 16;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final int[] last = new int[DEEPEST];
  private int depth;

  CompactThrift number(int field, int value) {
    head(field, I32);
    zigzag(value);
    return this;
  }

  CompactThrift number(int field, long value) {
    head(field, I64);
    zigzag(value);
    return this;
  }

  CompactThrift truth(int field, boolean value) {
    head(field, value ? TRUE : FALSE);
    return this;
  }

  CompactThrift text(int field, String value) {
    head(field, BINARY);
    return element(value);
  }

  /** Begins a structure within this one; {@link #end} ends it. */
  CompactThrift begin(int field) {
    head(field, STRUCT);
    return element();
  }

  /** Begins a list of structures: each is begun with {@link #element()} and ended. */
  CompactThrift structs(int field, int size) {
    return list(field, STRUCT, size);
  }

  /** Begins a list of texts. */
  CompactThrift texts(int field, int size) {
    return list(field, BINARY, size);
  }

  /** Begins a list of numbers. */
  CompactThrift numbers(int field, int size) {
    return list(field, I32, size);
  }

  private CompactThrift list(int field, int type, int size) {
    head(field, LIST);
    if (size < SHORT_LIST) {
      out.write((size << 4) | type);
    } else {
      out.write((SHORT_LIST << 4) | type);
      varint(size);
    }
    return this;
  }

  /** A structure of a list. */
  CompactThrift element() {
    last[++depth] = 0;
    return this;
  }

  /** A text of a list. */
  CompactThrift element(String value) {
    byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
    varint(bytes.length);
    out.writeBytes(bytes);
    return this;
  }

  /** A number of a list. */
  CompactThrift element(int value) {
    zigzag(value);
    return this;
  }

  /** Ends a structure. */
  CompactThrift end() {
    out.write(0);
    depth--;
    return this;
  }

  /** Ends the outermost structure. */
  byte[] toBytes() {
    out.write(0);
    return out.toByteArray();
  }

  private void head(int field, int type) {
    int step = field - last[depth];
    if (step < 1 || step > SHORT_LIST) {
      throw new IllegalArgumentException("field " + field + " after " + last[depth]);
    }
    out.write((step << 4) | type);
    last[depth] = field;
  }

  private void zigzag(long value) {
    varint((value << 1) ^ (value >> 63));
  }

  private void varint(long value) {
    long left = value;
    while ((left & ~0x7fL) != 0) {
      out.write((int) ((left & 0x7f) | 0x80));
      left >>>= 7;
    }
    out.write((int) left);
  }
}
