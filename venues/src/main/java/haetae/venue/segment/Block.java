package haetae.venue.segment;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A block that is filled again and again. Threads: one owner at a time. */
final class Block {
  private byte[] raw = new byte[0];
  private @Nullable BlockHeader header;
  private List<Damage> damages = List.of();

  /**
   * Bytes that are no whole block.
   *
   * @param atByte where they begin
   * @param atEnd nothing follows them
   */
  record Damage(long atByte, String what, boolean atEnd) {}

  /** Room for so many bytes. */
  byte[] atLeast(int length) {
    if (raw.length < length) {
      raw = new byte[Math.max(length, 2 * raw.length)];
    }
    return raw;
  }

  /** Says what the bytes are; returns itself. */
  Block told(@Nullable BlockHeader what, List<Damage> before) {
    header = what;
    damages = before;
    return this;
  }

  /** The unpacked bytes, as many as the header says. */
  byte[] raw() {
    return raw;
  }

  /** Null at the end of the file. */
  @Nullable BlockHeader header() {
    return header;
  }

  /** What was passed over before it, in order. */
  List<Damage> damages() {
    return damages;
  }
}
