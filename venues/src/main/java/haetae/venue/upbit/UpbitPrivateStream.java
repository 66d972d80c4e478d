package haetae.venue.upbit;

import haetae.venue.wire.Backoff;
import haetae.venue.wire.DecodeException;
import haetae.venue.wire.FeedStatus;
import haetae.venue.wire.Fields;
import haetae.venue.wire.StreamCount;
import haetae.venue.wire.StreamLink;
import haetae.venue.wire.WebSocket;
import haetae.venue.wire.Wires;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;
import java.util.function.LongSupplier;

/**
 * Upbit's private stream: our orders and balances over one connection. It sends no first state and
 * replays nothing, so each connect is followed by a reconciliation over REST.
 *
 * <p>Source: Upbit developer centre, WebSocket "myOrder", "myAsset". Threads: see {@link
 * StreamLink}.
 */
final class UpbitPrivateStream implements StreamLink.Session {
  private final UpbitSettings settings;
  private final UpbitRest rest;
  private final UpbitPrivateMessages messages;
  private final LongSupplier clockNs;
  private final Runnable reconcile;
  private final UpbitFrame frame = new UpbitFrame();
  private final StreamCount count = new StreamCount("upbit private");
  private final StreamLink link;

  /**
   * The private stream of a key.
   *
   * @param reconcile asked for after each connect; must not block
   */
  UpbitPrivateStream(
      UpbitSettings settings,
      UpbitRest rest,
      Wires wires,
      UpbitPrivateMessages messages,
      LongSupplier clockNs,
      Runnable reconcile) {
    this.settings = settings;
    this.rest = rest;
    this.messages = messages;
    this.clockNs = clockNs;
    this.reconcile = reconcile;
    UpbitSettings.Pace pace = settings.pace();
    Backoff backoff =
        new Backoff(pace.firstRetryMs(), pace.longestRetryMs(), System.identityHashCode(this));
    this.link = new StreamLink("feed-upbit-private", this, wires, backoff, pace.silenceMs());
  }

  StreamLink link() {
    return link;
  }

  FeedStatus status() {
    return count.with(link);
  }

  @Override
  public URI address() {
    return settings.endpoints().privateStream();
  }

  /** A new token for each attempt. */
  @Override
  public Map<String, String> headers() {
    return Map.of("Authorization", "Bearer " + rest.streamToken());
  }

  @Override
  public void opened(WebSocket socket) throws IOException {
    socket.sendText(
        "[{\"ticket\":\""
            + UUID.randomUUID()
            + "\"},{\"type\":\"myOrder\"},{\"type\":\"myAsset\"},{\"format\":\"DEFAULT\"}]");
    count.synced(true);
    reconcile.run();
  }

  @Override
  public void message(byte[] bytes, int from, int to) {
    try {
      switch (frame.kind(bytes, from, to)) {
        case MY_ORDER -> messages.order(Fields.read(bytes, from, to));
        case MY_ASSET -> messages.balances(Fields.read(bytes, from, to));
        case ERROR -> link.restart(new String(bytes, from, to - from, StandardCharsets.UTF_8));
        default -> {
          // Status messages only show that the connection lives.
        }
      }
      count.message(clockNs.getAsLong());
    } catch (DecodeException e) {
      count.undecodable();
      reconcile.run();
    }
  }

  @Override
  public void lost(String reason) {
    count.gap();
  }
}
