package haetae.app.dashboard;

import haetae.app.ServiceRun;
import haetae.app.json.JsonText;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A headless browser with one page, told what to do over its own debugging protocol. */
final class Chromium implements AutoCloseable {
  private static final Path PROGRAM = Path.of("/usr/bin/chromium");
  private static final long WAIT_SEC = 60;
  private static final Pattern PAGE =
      Pattern.compile("\"webSocketDebuggerUrl\": \"(ws://[^\"]+/devtools/page/[^\"]+)\"");
  private static final Pattern VALUE =
      Pattern.compile("\"value\":(\"(?:[^\"\\\\]|\\\\.)*\"|[^,}]+)");

  private final Process process;
  private final HttpClient client = HttpClient.newHttpClient();
  private final BlockingQueue<String> answers = new LinkedBlockingQueue<>();
  private final WebSocket socket;
  private int id;

  /** True if there is a browser on this machine. */
  static boolean installed() {
    return Files.isExecutable(PROGRAM);
  }

  /** Opens an address. */
  Chromium(Path folder, String address) throws IOException, InterruptedException {
    Path profile = Files.createDirectories(folder.resolve("browser"));
    process =
        new ProcessBuilder(
                List.of(
                    PROGRAM.toString(),
                    "--headless",
                    "--no-sandbox",
                    "--disable-gpu",
                    "--disable-quic",
                    "--no-first-run",
                    "--disable-background-networking",
                    "--disable-component-update",
                    "--disable-sync",
                    "--lang=en-US",
                    "--window-size=1440,900",
                    "--remote-debugging-port=0",
                    "--user-data-dir=" + profile,
                    address))
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("browser.log").toFile())
            .start();
    socket = connect(profile);
  }

  private WebSocket connect(Path profile) throws IOException, InterruptedException {
    Path port = profile.resolve("DevToolsActivePort");
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(WAIT_SEC);
    while (System.nanoTime() - end < 0) {
      if (Files.exists(port) && Files.readString(port).contains("\n")) {
        String page = page(Files.readAllLines(port).getFirst());
        if (page != null) {
          return client.newWebSocketBuilder().buildAsync(URI.create(page), new Ears()).join();
        }
      }
      Thread.sleep(50);
    }
    throw new AssertionError("the browser does not start");
  }

  private @Nullable String page(String port) throws IOException, InterruptedException {
    URI list = URI.create("http://127.0.0.1:" + port + "/json/list");
    String body = client.send(HttpRequest.newBuilder(list).build(), BodyHandlers.ofString()).body();
    Matcher matcher = PAGE.matcher(body);
    return matcher.find() ? matcher.group(1) : null;
  }

  private final class Ears implements WebSocket.Listener {
    private final StringBuilder text = new StringBuilder();

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
      text.append(part);
      if (last) {
        answers.add(text.toString());
        text.setLength(0);
      }
      from.request(1);
      return null;
    }
  }

  /** Value of an expression of the page, as JSON; a text without its quotes. */
  String value(String expression) {
    JsonText json = new JsonText().open();
    json.text("expression", expression).flag("returnByValue", true).flag("awaitPromise", true);
    Matcher matcher = VALUE.matcher(tell("Runtime.evaluate", json.close()));
    String value = matcher.find() ? matcher.group(1) : "";
    return value.startsWith("\"") ? value.substring(1, value.length() - 1) : value;
  }

  /** Waits until an expression of the page is true. */
  void await(String condition) {
    ServiceRun.await(condition, () -> value(condition).equals("true"));
  }

  /** Goes to another address. */
  void open(String address) {
    tell("Page.navigate", new JsonText().open().text("url", address).close());
    await("location.href == '" + address + "' && document.readyState == 'complete'");
  }

  /** Makes the window as large as a screen, in CSS pixels. */
  void screen(int width, int height, boolean phone) {
    JsonText json = new JsonText().open().number("width", width).number("height", height);
    json.number("deviceScaleFactor", 1).flag("mobile", phone);
    tell("Emulation.setDeviceMetricsOverride", json.close());
  }

  /** Presses a key that writes nothing, or Enter. */
  void press(String key, int code) {
    for (String type : List.of("keyDown", "keyUp")) {
      JsonText json = new JsonText().open().text("type", type).text("key", key);
      json.text("code", key).number("windowsVirtualKeyCode", code);
      if (key.equals("Enter")) {
        json.text("text", "\r");
      }
      tell("Input.dispatchKeyEvent", json.close());
    }
  }

  /** Writes where the focus is. */
  void type(String text) {
    tell("Input.insertText", new JsonText().open().text("text", text).close());
  }

  private String tell(String method, JsonText parameters) {
    int mine = ++id;
    String message =
        "{\"id\":" + mine + ",\"method\":\"" + method + "\",\"params\":" + parameters + "}";
    socket.sendText(message, true).join();
    try {
      while (true) {
        String answer = answers.poll(WAIT_SEC, TimeUnit.SECONDS);
        if (answer == null) {
          throw new AssertionError("the browser does not answer");
        }
        if (answer.startsWith("{\"id\":" + mine + ",")) {
          return answer;
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() {
    socket.abort();
    client.shutdownNow();
    // Its helpers still write to the profile when the first process has ended.
    List<ProcessHandle> all =
        Stream.concat(Stream.of(process.toHandle()), process.descendants()).toList();
    process.destroy();
    try {
      for (ProcessHandle one : all) {
        ended(one);
      }
    } catch (InterruptedException e) {
      all.forEach(ProcessHandle::destroyForcibly);
      Thread.currentThread().interrupt();
    }
  }

  private static void ended(ProcessHandle one) throws InterruptedException {
    try {
      one.onExit().get(10, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      one.destroyForcibly();
      one.onExit().join();
    } catch (ExecutionException e) {
      throw new AssertionError(e);
    }
  }
}
