package haetae.venue.wire;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * Takes WebSocket frames off a stream and puts fragments together (RFC 6455, section 5).
 *
 * <p>A message in one frame lies in the read buffer itself. Threads: one owner.
 */
final class FrameReader {
  private static final int FIRST_CAPACITY = 65_536;
  private static final int MOST_BYTES = 16 * 1024 * 1024;
  private static final int CONTINUATION = 0;
  private static final int CONTROL = 8;

  private final InputStream in;
  private byte[] buffer = new byte[FIRST_CAPACITY];
  private int read;
  private int filled;
  private byte[] whole = new byte[0];
  private int wholeLength;
  private int wholeOpcode;
  private boolean fragmented;
  private byte[] source = buffer;
  private int from;
  private int to;

  FrameReader(InputStream in) {
    this.in = in;
  }

  /** Waits for the next whole message or control frame and tells its opcode. */
  int next() throws IOException {
    while (true) {
      int length = header();
      int opcode = buffer[read] & 0x0F;
      boolean last = (buffer[read] & 0x80) != 0;
      read += headerBytes;
      need(length);
      source = buffer;
      from = read;
      to = read + length;
      read = to;
      if (opcode >= CONTROL) {
        if (!last || length > 125) {
          throw new IOException("broken control frame");
        }
        return opcode;
      }
      if (last && !fragmented && opcode != CONTINUATION) {
        return opcode;
      }
      if (assembled(opcode, last)) {
        return wholeOpcode;
      }
    }
  }

  private int headerBytes;

  /** Makes the header whole and gives the payload's length. */
  private int header() throws IOException {
    if (read == filled) {
      read = 0;
      filled = 0;
    }
    need(2);
    if ((buffer[read] & 0x70) != 0 || (buffer[read + 1] & 0x80) != 0) {
      throw new IOException("frame with reserved bits or a mask");
    }
    int shortLength = buffer[read + 1] & 0x7F;
    headerBytes = shortLength < 126 ? 2 : shortLength == 126 ? 4 : 10;
    need(headerBytes);
    long length = shortLength;
    if (shortLength >= 126) {
      length = 0;
      for (int i = 2; i < headerBytes; i++) {
        length = (length << 8) | (buffer[read + i] & 0xFF);
      }
    }
    if (length < 0 || length > MOST_BYTES) {
      throw new IOException("frame too long: " + length);
    }
    return (int) length;
  }

  private boolean assembled(int opcode, boolean last) throws IOException {
    if ((opcode == CONTINUATION) != fragmented) {
      throw new IOException("fragments out of order");
    }
    if (!fragmented) {
      wholeOpcode = opcode;
      wholeLength = 0;
    }
    int length = to - from;
    if (wholeLength + length > MOST_BYTES) {
      throw new IOException("message too long");
    }
    if (whole.length < wholeLength + length) {
      whole = Arrays.copyOf(whole, Math.max(FIRST_CAPACITY, 2 * (wholeLength + length)));
    }
    System.arraycopy(buffer, from, whole, wholeLength, length);
    wholeLength += length;
    fragmented = !last;
    if (last) {
      source = whole;
      from = 0;
      to = wholeLength;
    }
    return last;
  }

  /** Reads until so many bytes lie at the read position. */
  private void need(int bytes) throws IOException {
    if (buffer.length - read < bytes) {
      byte[] target = bytes > buffer.length ? new byte[Math.max(bytes, 2 * buffer.length)] : buffer;
      System.arraycopy(buffer, read, target, 0, filled - read);
      filled -= read;
      read = 0;
      buffer = target;
    }
    while (filled - read < bytes) {
      int n = in.read(buffer, filled, buffer.length - filled);
      if (n < 0) {
        throw new EOFException("connection closed by the server without a goodbye");
      }
      filled += n;
    }
  }

  byte[] buffer() {
    return source;
  }

  int from() {
    return from;
  }

  int to() {
    return to;
  }

  /** A copy of the payload. */
  byte[] payload() {
    return Arrays.copyOfRange(source, from, to);
  }
}
