package haetae.sandbox.net;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import java.nio.charset.StandardCharsets;

/** One open WebSocket. Threads: the sandbox's. */
public final class Session {
  private final Channel channel;
  private final Request handshake;
  private final long openedMs;
  private long heardMs;
  private long pongMs;
  private boolean frozen;

  Session(Channel channel, Request handshake, long nowMs) {
    this.channel = channel;
    this.handshake = handshake;
    this.openedMs = nowMs;
    this.heardMs = nowMs;
    this.pongMs = nowMs;
  }

  /** The request that opened it. */
  public Request handshake() {
    return handshake;
  }

  /** When it was opened, in ms of this machine's clock. */
  public long openedMs() {
    return openedMs;
  }

  /** When a frame of any kind last passed in either direction. */
  public long heardMs() {
    return heardMs;
  }

  /** When the client last answered a ping; at first the time of opening. */
  public long pongMs() {
    return pongMs;
  }

  void heard(boolean pong) {
    heardMs = System.currentTimeMillis();
    if (pong) {
      pongMs = heardMs;
    }
  }

  /** True until it is closed from either side. */
  public boolean open() {
    return channel.isActive();
  }

  /** Sends a text frame. */
  public void text(String text) {
    send(new TextWebSocketFrame(text));
  }

  /** Sends a binary frame holding UTF-8 text. */
  public void binary(String text) {
    send(new BinaryWebSocketFrame(Unpooled.copiedBuffer(text, StandardCharsets.UTF_8)));
  }

  /** Sends a ping. */
  public void ping(String payload) {
    send(new PingWebSocketFrame(Unpooled.copiedBuffer(payload, StandardCharsets.UTF_8)));
  }

  void send(WebSocketFrame frame) {
    if (frozen || !channel.isActive()) {
      frame.release();
      return;
    }
    heardMs = System.currentTimeMillis();
    channel.writeAndFlush(frame).addListener(ChannelFutureListener.CLOSE_ON_FAILURE);
  }

  /** Ends it in good order: a close frame, then the connection. */
  public void close(int code, String reason) {
    if (!frozen && channel.isActive()) {
      channel
          .writeAndFlush(new CloseWebSocketFrame(code, reason))
          .addListener(ChannelFutureListener.CLOSE);
    }
  }

  /** Cuts the connection without a close frame. */
  public void cut() {
    var _ = channel.close();
  }

  /** From now on nothing is read or written, as if the peer had lost its network. */
  public void freeze() {
    frozen = true;
    channel.config().setAutoRead(false);
  }

  /** True once it was frozen. */
  public boolean frozen() {
    return frozen;
  }
}
