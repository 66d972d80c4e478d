package haetae.venue.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/** A scripted HTTP and WebSocket server on the loopback address. */
public final class StubServer implements AutoCloseable {
  /** A request; header names in lower case. */
  public record Request(String method, String target, Map<String, String> headers, String body) {}

  /**
   * What to answer.
   *
   * @param status 0 to close without an answer
   */
  public record Reply(int status, String body, Map<String, String> headers) {
    /** JSON with status 200. */
    public static Reply ok(String body) {
      return new Reply(200, body, Map.of());
    }

    /** JSON with any status. */
    public static Reply of(int status, String body) {
      return new Reply(status, body, Map.of());
    }

    /** No answer: the connection is closed. */
    public static Reply drop() {
      return of(0, "");
    }
  }

  private final ServerSocket server;
  private final Thread acceptor;
  private final List<Request> requests = new CopyOnWriteArrayList<>();
  private final List<Socket> sockets = new CopyOnWriteArrayList<>();
  private final List<Peer> peers = new CopyOnWriteArrayList<>();
  private volatile Function<Request, Reply> handler = request -> Reply.of(404, "{}");
  private volatile Function<Request, Reply> upgrade = request -> Reply.of(101, "");

  /** A server on a free port. */
  public StubServer() throws IOException {
    server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    acceptor = Thread.ofPlatform().daemon().start(this::accept);
  }

  /** Sets what is answered. */
  public StubServer answering(Function<Request, Reply> answers) {
    handler = answers;
    return this;
  }

  /** Sets the answer to handshakes; status 101 upgrades. */
  public StubServer upgrading(Function<Request, Reply> answers) {
    upgrade = answers;
    return this;
  }

  /** Connections that were accepted so far. */
  public int connections() {
    return sockets.size();
  }

  /** Base address for requests. */
  public URI http() {
    return URI.create("http://127.0.0.1:" + server.getLocalPort());
  }

  /** Base address for WebSockets. */
  public URI ws() {
    return URI.create("ws://127.0.0.1:" + server.getLocalPort());
  }

  /** Requests so far, handshakes among them. */
  public List<Request> requests() {
    return requests;
  }

  /** WebSocket connections so far. */
  public List<Peer> peers() {
    return peers;
  }

  private void accept() {
    try {
      while (true) {
        Socket socket = server.accept();
        socket.setTcpNoDelay(true);
        sockets.add(socket);
        Thread.ofVirtual().start(() -> serve(socket));
      }
    } catch (IOException e) {
      // Closed.
      return;
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      DataInputStream in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
      for (Request request = read(in); request != null; request = read(in)) {
        requests.add(request);
        boolean socketWanted = request.headers().containsKey("sec-websocket-key");
        Reply reply = (socketWanted ? upgrade : handler).apply(request);
        if (reply.status() == 0) {
          return;
        }
        if (reply.status() == 101) {
          new Peer(socket, in, request).serve();
          return;
        }
        write(socket.getOutputStream(), reply);
      }
    } catch (IOException e) {
      // The client has gone.
      return;
    }
  }

  private static Request read(InputStream in) throws IOException {
    String first = line(in);
    if (first.isEmpty()) {
      return null;
    }
    String[] words = first.split(" ", 3);
    Map<String, String> headers = new TreeMap<>();
    for (String header = line(in); !header.isEmpty(); header = line(in)) {
      int colon = header.indexOf(':');
      headers.put(
          header.substring(0, colon).toLowerCase(Locale.ROOT), header.substring(colon + 1).strip());
    }
    int length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
    return new Request(words[0], words[1], headers, new String(in.readNBytes(length), UTF_8));
  }

  private static String line(InputStream in) throws IOException {
    StringBuilder out = new StringBuilder();
    for (int b = in.read(); b >= 0 && b != '\n'; b = in.read()) {
      out.append((char) b);
    }
    return out.toString().strip();
  }

  private static void write(OutputStream out, Reply reply) throws IOException {
    byte[] body = reply.body().getBytes(UTF_8);
    StringBuilder head = new StringBuilder("HTTP/1.1 " + reply.status() + " Text\r\n");
    reply.headers().forEach((name, value) -> head.append(name + ": " + value + "\r\n"));
    head.append("Content-Length: " + body.length + "\r\n\r\n");
    byte[] first = head.toString().getBytes(ISO_8859_1);
    byte[] all = Arrays.copyOf(first, first.length + body.length);
    System.arraycopy(body, 0, all, first.length, body.length);
    // In one piece: two small writes would wait for each other's acknowledgement.
    out.write(all);
    out.flush();
  }

  /** The server's end of a WebSocket. */
  public final class Peer {
    private final Socket socket;
    private final DataInputStream in;
    private final Request request;
    private final List<String> received = new CopyOnWriteArrayList<>();

    Peer(Socket socket, DataInputStream in, Request request) {
      this.socket = socket;
      this.in = in;
      this.request = request;
    }

    /** The handshake. */
    public Request request() {
      return request;
    }

    /** Text messages, and control frames as {@code opcode:payload}. */
    public List<String> received() {
      return received;
    }

    private void serve() throws IOException {
      String key = request.headers().get("sec-websocket-key");
      String accept;
      try {
        byte[] text = (key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11").getBytes(US_ASCII);
        accept =
            Base64.getEncoder().encodeToString(MessageDigest.getInstance("SHA-1").digest(text));
      } catch (NoSuchAlgorithmException e) {
        throw new IOException(e);
      }
      String answer =
          "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
              + "Sec-WebSocket-Accept: "
              + accept
              + "\r\n\r\n";
      socket.getOutputStream().write(answer.getBytes(US_ASCII));
      peers.add(this);
      while (true) {
        int opcode = in.readUnsignedByte() & 0x0F;
        int length = in.readUnsignedByte() & 0x7F;
        length = length == 126 ? in.readUnsignedShort() : length;
        byte[] mask = in.readNBytes(4);
        byte[] payload = in.readNBytes(length);
        for (int i = 0; i < payload.length; i++) {
          payload[i] ^= mask[i & 3];
        }
        String text = new String(payload, UTF_8);
        received.add(opcode == 1 ? text : opcode + ":" + text);
      }
    }

    /** Sends a frame. */
    public synchronized void frame(int opcode, boolean last, byte[] payload) {
      try {
        OutputStream out = socket.getOutputStream();
        out.write((last ? 0x80 : 0) | opcode);
        if (payload.length < 126) {
          out.write(payload.length);
        } else if (payload.length < 65_536) {
          out.write(new byte[] {126, (byte) (payload.length >> 8), (byte) payload.length});
        } else {
          out.write(
              new byte[] {
                127,
                0,
                0,
                0,
                0,
                (byte) (payload.length >> 24),
                (byte) (payload.length >> 16),
                (byte) (payload.length >> 8),
                (byte) payload.length
              });
        }
        out.write(payload);
        out.flush();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    /** Sends a text message. */
    public void send(String text) {
      frame(1, true, text.getBytes(UTF_8));
    }

    /** Sends a binary message. */
    public void sendBinary(String text) {
      frame(2, true, text.getBytes(UTF_8));
    }

    /** Breaks the connection. */
    public void abort() {
      try {
        socket.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
    try {
      acceptor.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    for (Socket socket : sockets) {
      socket.close();
    }
  }
}
