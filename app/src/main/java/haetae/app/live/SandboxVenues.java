package haetae.app.live;

import haetae.sandbox.Sandbox;

/** The venues as a configuration names them, where a sandbox stands in for both. Pure. */
public final class SandboxVenues {
  private SandboxVenues() {}

  /** The sections {@code upbit} and {@code binance}, with the keys that every sandbox knows. */
  public static String settings(Sandbox sandbox) {
    return settings("127.0.0.1:" + sandbox.upbitPort(), "127.0.0.1:" + sandbox.binancePort());
  }

  /**
   * The same for a sandbox in another process.
   *
   * @param upbit host and port
   * @param binance host and port
   */
  public static String settings(String upbit, String binance) {
    return """
    upbit:
      {rest_url: "http://%1$s", ws_url: "ws://%1$s/websocket/v1",
       api_key: "sandbox-upbit-access", api_secret: "sandbox-upbit-secret"}
    binance:
      {rest_url: "http://%2$s", ws_url: "ws://%2$s", futures_rest_url: "http://%2$s",
       futures_ws_url: "ws://%2$s", ws_api_url: "ws://%2$s/ws-api/v3",
       api_key: "sandbox-binance-key", api_secret: "sandbox-binance-secret"}
    """
        .formatted(upbit, binance);
  }
}
