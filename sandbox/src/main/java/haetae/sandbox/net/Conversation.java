package haetae.sandbox.net;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrameAggregator;
import io.netty.handler.codec.http.websocketx.WebSocketServerHandshaker;
import io.netty.handler.codec.http.websocketx.WebSocketServerHandshakerFactory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One connection: requests first, frames once it has been upgraded. */
final class Conversation extends SimpleChannelInboundHandler<Object> {
  private static final int MOST_BYTES = 1 << 20;

  private final Loop loop;
  private final Endpoint endpoint;
  private @Nullable Session session;
  private Endpoint.@Nullable Listener listener;

  Conversation(Loop loop, Endpoint endpoint) {
    this.loop = loop;
    this.endpoint = endpoint;
  }

  @Override
  protected void channelRead0(ChannelHandlerContext context, Object message) {
    if (message instanceof FullHttpRequest http) {
      request(context, http);
    } else if (message instanceof WebSocketFrame frame) {
      frame(context, frame);
    }
  }

  private void request(ChannelHandlerContext context, FullHttpRequest http) {
    boolean keepAlive = HttpUtil.isKeepAlive(http);
    if (!http.decoderResult().isSuccess()) {
      answer(context, Reply.html(400, "bad request"), false);
      return;
    }
    Request request = read(http);
    if (request.header("upgrade").equalsIgnoreCase("websocket")) {
      upgrade(context, http, request);
      return;
    }
    answer(context, reply(request), keepAlive);
  }

  private Reply reply(Request request) {
    try {
      return endpoint.http(request);
    } catch (RuntimeException e) {
      loop.failed(e);
      return Reply.html(500, "the sandbox failed, see its output");
    }
  }

  private static Request read(FullHttpRequest http) {
    String uri = http.uri();
    int mark = uri.indexOf('?');
    Map<String, String> headers = new LinkedHashMap<>();
    http.headers().forEach(h -> headers.put(h.getKey().toLowerCase(Locale.ROOT), h.getValue()));
    return new Request(
        http.method().name(),
        mark < 0 ? uri : uri.substring(0, mark),
        mark < 0 ? "" : uri.substring(mark + 1),
        headers,
        http.content().toString(StandardCharsets.UTF_8));
  }

  private void answer(ChannelHandlerContext context, Reply reply, boolean keepAlive) {
    if (reply.fate() == Reply.Fate.LOST) {
      return;
    }
    if (reply.delayMs() > 0) {
      loop.after(reply.delayMs(), () -> send(context, reply, keepAlive));
    } else {
      send(context, reply, keepAlive);
    }
  }

  private void send(ChannelHandlerContext context, Reply reply, boolean keepAlive) {
    if (reply.fate() == Reply.Fate.RESET) {
      var _ = context.close();
      return;
    }
    FullHttpResponse response =
        new DefaultFullHttpResponse(
            HttpVersion.HTTP_1_1,
            HttpResponseStatus.valueOf(reply.status()),
            Unpooled.copiedBuffer(reply.body(), StandardCharsets.UTF_8));
    response.headers().set(HttpHeaderNames.CONTENT_TYPE, "application/json; charset=utf-8");
    response.headers().set(HttpHeaderNames.DATE, date(endpoint.nowMs()));
    reply.headers().forEach((name, value) -> response.headers().set(name, value));
    HttpUtil.setContentLength(response, response.content().readableBytes());
    HttpUtil.setKeepAlive(response, keepAlive);
    var written = context.writeAndFlush(response);
    if (!keepAlive) {
      written.addListener(ChannelFutureListener.CLOSE);
    }
  }

  private static String date(long ms) {
    return DateTimeFormatter.RFC_1123_DATE_TIME.format(
        Instant.ofEpochMilli(ms).atOffset(ZoneOffset.UTC));
  }

  private void upgrade(ChannelHandlerContext context, FullHttpRequest http, Request request) {
    Endpoint.Upgrade decision = endpoint.webSocket(request);
    if (decision instanceof Endpoint.Refused(Reply reply)) {
      answer(context, reply, false);
      return;
    }
    WebSocketServerHandshaker handshaker =
        new WebSocketServerHandshakerFactory(
                "ws://" + request.header("host") + request.path(), null, false, MOST_BYTES)
            .newHandshaker(http);
    if (handshaker == null) {
      WebSocketServerHandshakerFactory.sendUnsupportedVersionResponse(context.channel())
          .addListener(ChannelFutureListener.CLOSE);
      return;
    }
    handshaker
        .handshake(context.channel(), http)
        .addListener(
            done -> {
              if (done.isSuccess() && decision instanceof Endpoint.Accepted accepted) {
                opened(context, request, accepted);
              }
            });
  }

  private void opened(ChannelHandlerContext context, Request request, Endpoint.Accepted accepted) {
    String own = context.name();
    context.pipeline().addBefore(own, "frames", new WebSocketFrameAggregator(MOST_BYTES));
    Session opened = new Session(context.channel(), request, System.currentTimeMillis());
    session = opened;
    listener = accepted.opened().apply(opened);
  }

  private void frame(ChannelHandlerContext context, WebSocketFrame frame) {
    Session open = session;
    Endpoint.Listener to = listener;
    if (open == null || to == null || open.frozen()) {
      return;
    }
    open.heard(frame instanceof PongWebSocketFrame);
    switch (frame) {
      case PingWebSocketFrame ping -> open.send(new PongWebSocketFrame(ping.content().retain()));
      case PongWebSocketFrame _ -> to.pong();
      case CloseWebSocketFrame close ->
          context.writeAndFlush(close.retain()).addListener(ChannelFutureListener.CLOSE);
      default -> message(to, frame.content().toString(StandardCharsets.UTF_8));
    }
  }

  private void message(Endpoint.Listener to, String text) {
    try {
      to.message(text);
    } catch (RuntimeException e) {
      loop.failed(e);
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    Endpoint.Listener told = listener;
    listener = null;
    if (told != null) {
      told.closed();
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    // A client that goes away in the middle of something is everyday life, not a failure.
    if (!(cause instanceof IOException)) {
      loop.failed(cause);
    }
    var _ = context.close();
  }
}
