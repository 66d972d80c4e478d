package haetae.sandbox.net;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/** An HTTP and WebSocket port on 127.0.0.1, and nowhere else. */
public final class LoopbackServer implements AutoCloseable {
  /** The only address that is ever bound. */
  public static final String HOST = "127.0.0.1";

  private static final int MOST_BYTES = 1 << 20;

  private final Channel channel;

  private LoopbackServer(Channel channel) {
    this.channel = channel;
  }

  /**
   * Opens a port.
   *
   * @param port 0 for any that is free
   * @throws IOException if it cannot be bound; the message names the port
   */
  public static LoopbackServer open(Loop loop, int port, Endpoint endpoint) throws IOException {
    ServerBootstrap bootstrap =
        new ServerBootstrap()
            .group(loop.group())
            .channel(NioServerSocketChannel.class)
            .childOption(ChannelOption.TCP_NODELAY, true)
            .childHandler(
                new ChannelInitializer<SocketChannel>() {
                  @Override
                  protected void initChannel(SocketChannel child) {
                    child
                        .pipeline()
                        .addLast(new HttpServerCodec())
                        .addLast(new HttpObjectAggregator(MOST_BYTES))
                        .addLast(new Conversation(loop, endpoint));
                  }
                });
    var bound = bootstrap.bind(new InetSocketAddress(address(), port)).awaitUninterruptibly();
    if (!bound.isSuccess()) {
      throw new IOException(
          "cannot open port "
              + port
              + " on "
              + HOST
              + " ("
              + bound.cause().getMessage()
              + "); choose another port, or 0 for any",
          bound.cause());
    }
    return new LoopbackServer(bound.channel());
  }

  private static InetAddress address() throws IOException {
    return InetAddress.getByAddress(HOST, new byte[] {127, 0, 0, 1});
  }

  /** The port. */
  public int port() {
    return ((InetSocketAddress) channel.localAddress()).getPort();
  }

  /** Takes no more connections. */
  @Override
  public void close() {
    channel.close().awaitUninterruptibly();
  }
}
