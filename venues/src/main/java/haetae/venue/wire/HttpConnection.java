package haetae.venue.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One kept-alive connection to a server. Threads: one at a time. */
final class HttpConnection implements AutoCloseable {
  private static final int BUFFER = 16_384;

  private final Socket socket;
  private final InputStream in;
  private final OutputStream out;
  private long idleSinceNanos = System.nanoTime();

  HttpConnection(Socket socket) throws IOException {
    this.socket = socket;
    this.in = new BufferedInputStream(new Deadlined(socket), BUFFER);
    this.out = socket.getOutputStream();
  }

  private volatile long deadlineNanos;

  /** Reads with what is left of the time for the whole answer. */
  private final class Deadlined extends InputStream {
    private final Socket from;
    private final InputStream inner;

    Deadlined(Socket from) throws IOException {
      this.from = from;
      this.inner = from.getInputStream();
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      long leftMs = (deadlineNanos - System.nanoTime()) / 1_000_000;
      if (leftMs <= 0) {
        throw new SocketTimeoutException("no answer in time");
      }
      from.setSoTimeout((int) Math.min(leftMs, Integer.MAX_VALUE));
      return inner.read(buffer, offset, length);
    }
  }

  /** The bytes of a request. */
  static byte[] request(
      Address address,
      String method,
      String target,
      Map<String, String> headers,
      @Nullable String body) {
    StringBuilder text = new StringBuilder(512);
    text.append(method).append(' ').append(target).append(" HTTP/1.1\r\nHost: ");
    text.append(address.hostHeader()).append("\r\nAccept: application/json\r\n");
    headers.forEach((name, value) -> text.append(name).append(": ").append(value).append("\r\n"));
    byte[] content = body == null ? new byte[0] : body.getBytes(UTF_8);
    if (body != null || method.equals("POST") || method.equals("PUT")) {
      text.append("Content-Length: ").append(content.length).append("\r\n");
    }
    byte[] head = text.append("\r\n").toString().getBytes(UTF_8);
    byte[] all = new byte[head.length + content.length];
    System.arraycopy(head, 0, all, 0, head.length);
    System.arraycopy(content, 0, all, head.length, content.length);
    return all;
  }

  /** Writes a request in one piece. */
  void write(byte[] request) throws IOException {
    out.write(request);
    out.flush();
  }

  /** Reads the answer within the time. */
  HttpAnswerReader read(long untilNanos) {
    deadlineNanos = untilNanos;
    return new HttpAnswerReader(in);
  }

  void idle() {
    idleSinceNanos = System.nanoTime();
  }

  long idleNanos(long nowNanos) {
    return nowNanos - idleSinceNanos;
  }

  /** True if the server has closed or sent something unasked: not to be used any more. */
  boolean stale() {
    try {
      socket.setSoTimeout(1);
      // Nothing may come while nothing is asked; a closed connection reads as its end.
      socket.getInputStream().read();
      return true;
    } catch (SocketTimeoutException e) {
      return false;
    } catch (IOException e) {
      return true;
    }
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      // A socket that will not close is given up all the same.
      return;
    }
  }
}
