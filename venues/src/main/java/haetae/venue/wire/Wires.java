package haetae.venue.wire;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketOption;
import java.net.StandardSocketOptions;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/**
 * Opens sockets: encrypted ones verify the certificate and the host name, small writes are not held
 * back.
 *
 * <p>Threads: any.
 */
public final class Wires {
  private static final SocketOption<Boolean> NO_DELAY = StandardSocketOptions.TCP_NODELAY;

  private final SSLSocketFactory tls;

  /** Wires that trust what the given factory trusts. */
  public Wires(SSLSocketFactory tls) {
    this.tls = tls;
  }

  /** Wires that trust the JDK's certificate authorities. */
  public static Wires trusted() {
    return new Wires((SSLSocketFactory) SSLSocketFactory.getDefault());
  }

  /**
   * Connects, and agrees on keys if encrypted.
   *
   * @param timeoutMs for the connection and again for the agreement
   */
  public Socket open(Address address, int timeoutMs) throws IOException {
    Socket plain = new Socket();
    try {
      plain.setOption(NO_DELAY, true);
      plain.connect(new InetSocketAddress(address.host(), address.port()), timeoutMs);
      plain.setSoTimeout(timeoutMs);
      return address.encrypted() ? secured(plain, address) : plain;
    } catch (IOException | RuntimeException e) {
      plain.close();
      throw e;
    }
  }

  private Socket secured(Socket plain, Address address) throws IOException {
    SSLSocket socket = (SSLSocket) tls.createSocket(plain, address.host(), address.port(), true);
    SSLParameters parameters = socket.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    parameters.setProtocols(new String[] {"TLSv1.3", "TLSv1.2"});
    socket.setSSLParameters(parameters);
    socket.startHandshake();
    return socket;
  }
}
