package haetae.venue.wire;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A WebSocket client (RFC 6455) on a blocking socket: messages are handed over in the buffer they
 * were received in, whole, without a copy unless they came in fragments. It sends no Origin header
 * (Upbit limits such connections to one request in ten seconds) and answers pings with their
 * payload (Binance wants that).
 *
 * <p>Threads: {@link #read} belongs to one thread; sending and closing may come from any.
 */
public final class WebSocket implements AutoCloseable {
  private static final String ACCEPT_SUFFIX = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
  private static final int TEXT = 1;
  private static final int CLOSE = 8;
  private static final int PING = 9;
  private static final int PONG = 10;
  private static final int FIN = 0x80;
  private static final int MASKED = 0x80;
  private static final int LENGTH_16 = 126;
  private static final int LENGTH_64 = 127;
  private static final int MOST_CONTROL = 125;
  private static final int NORMAL_CLOSURE = 1_000;

  private final Socket socket;
  private final OutputStream out;
  private final FrameReader frames;
  private final SecureRandom random = new SecureRandom();
  private final ReentrantLock sending = new ReentrantLock();
  private volatile boolean closed;

  private WebSocket(Socket socket) throws IOException {
    this.socket = socket;
    this.out = socket.getOutputStream();
    this.frames = new FrameReader(socket.getInputStream());
  }

  /** Takes what is received. */
  public interface Listener {
    /** A whole text or binary message; the bytes are valid only during the call. */
    void message(byte[] bytes, int from, int to);

    /** A ping or pong: the other side lives. */
    default void alive() {}
  }

  /** The server has answered the handshake with something else than an upgrade. */
  public static final class Refused extends IOException {
    private static final long serialVersionUID = 1L;
    private final int status;

    Refused(int status, String body) {
      super("handshake answered with HTTP " + status + (body.isEmpty() ? "" : ": " + body));
      this.status = status;
    }

    /** HTTP status of the answer. */
    public int status() {
      return status;
    }
  }

  /**
   * Connects and shakes hands.
   *
   * @param headers further headers of the handshake
   * @param timeoutMs for each step
   * @throws Refused if the server does not upgrade
   */
  public static WebSocket open(URI uri, Map<String, String> headers, Wires wires, int timeoutMs)
      throws IOException {
    Address address = Address.of(uri);
    Socket socket = wires.open(address, timeoutMs);
    try {
      WebSocket opened = new WebSocket(socket);
      opened.shakeHands(uri, address, headers);
      return opened;
    } catch (IOException | RuntimeException e) {
      socket.close();
      throw e;
    }
  }

  private void shakeHands(URI uri, Address address, Map<String, String> headers)
      throws IOException {
    byte[] nonce = new byte[16];
    random.nextBytes(nonce);
    String key = Base64.getEncoder().encodeToString(nonce);
    String path = uri.getRawPath() == null || uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
    StringBuilder text = new StringBuilder("GET ").append(path);
    text.append(uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery()).append(" HTTP/1.1\r\n");
    text.append("Host: ").append(address.hostHeader()).append("\r\nUpgrade: websocket\r\n");
    text.append("Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: ");
    text.append(key).append("\r\n");
    headers.forEach((name, value) -> text.append(name).append(": ").append(value).append("\r\n"));
    out.write(text.append("\r\n").toString().getBytes(UTF_8));
    out.flush();
    HttpAnswerReader answer = new HttpAnswerReader(socket.getInputStream());
    byte[] body = answer.read("GET");
    if (answer.status() != 101) {
      throw new Refused(answer.status(), new String(body, 0, Math.min(300, body.length), UTF_8));
    }
    if (!accept(key).equals(answer.headers().get("sec-websocket-accept"))) {
      throw new IOException("handshake answered with a wrong Sec-WebSocket-Accept");
    }
  }

  private static String accept(String key) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-1").digest((key + ACCEPT_SUFFIX).getBytes(US_ASCII));
      return Base64.getEncoder().encodeToString(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this JDK lacks SHA-1", e);
    }
  }

  /**
   * Hands messages over until the connection ends.
   *
   * @param silenceMs longest time without any frame before the connection is given up
   * @return why it ended, if the other side or {@link #close} ended it in order
   * @throws IOException if it broke
   */
  public String read(Listener listener, int silenceMs) throws IOException {
    socket.setSoTimeout(silenceMs);
    while (true) {
      int opcode = frames.next();
      switch (opcode) {
        case PING -> {
          send(PONG, frames.payload());
          listener.alive();
        }
        case PONG -> listener.alive();
        case CLOSE -> {
          return farewell(frames.payload());
        }
        default -> listener.message(frames.buffer(), frames.from(), frames.to());
      }
    }
  }

  private String farewell(byte[] payload) throws IOException {
    int code = payload.length >= 2 ? ((payload[0] & 0xFF) << 8) | (payload[1] & 0xFF) : 0;
    String why = payload.length > 2 ? new String(payload, 2, payload.length - 2, UTF_8) : "";
    if (!closed) {
      send(CLOSE, payload);
    }
    return "closed by the server: " + code + " " + why;
  }

  /** Sends a text message. */
  public void sendText(String text) throws IOException {
    send(TEXT, text.getBytes(UTF_8));
  }

  /** Sends a ping; its pong arrives as a sign of life. */
  public void sendPing() throws IOException {
    send(PING, new byte[0]);
  }

  private void send(int opcode, byte[] payload) throws IOException {
    boolean control = opcode >= CLOSE;
    if (control && payload.length > MOST_CONTROL) {
      throw new IOException("control frame too long: " + payload.length);
    }
    ByteBuffer frame = ByteBuffer.allocate(payload.length + 14);
    frame.put((byte) (FIN | opcode));
    if (payload.length < LENGTH_16) {
      frame.put((byte) (MASKED | payload.length));
    } else if (payload.length <= 0xFFFF) {
      frame.put((byte) (MASKED | LENGTH_16)).putShort((short) payload.length);
    } else {
      frame.put((byte) (MASKED | LENGTH_64)).putLong(payload.length);
    }
    byte[] mask = new byte[4];
    random.nextBytes(mask);
    frame.put(mask);
    for (int i = 0; i < payload.length; i++) {
      frame.put((byte) (payload[i] ^ mask[i & 3]));
    }
    sending.lock();
    try {
      out.write(frame.array(), 0, frame.position());
      out.flush();
    } finally {
      sending.unlock();
    }
  }

  /** Says goodbye if that is possible, and closes; a reader ends. */
  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    try {
      send(CLOSE, new byte[] {(byte) (NORMAL_CLOSURE >> 8), (byte) NORMAL_CLOSURE});
    } catch (IOException e) {
      // The other side has gone first.
      closed = true;
    }
    abort();
  }

  /** Closes at once, without a goodbye. */
  public void abort() {
    closed = true;
    try {
      socket.close();
    } catch (IOException e) {
      // A socket that will not close is given up all the same.
      closed = true;
    }
  }
}
