package haetae.app.dashboard;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;

/** The page's own files, out of the program: nothing comes from elsewhere. */
final class Assets {
  private static final Map<String, String> TYPES =
      Map.of(
          "index.html", "text/html; charset=utf-8",
          "desk.css", "text/css; charset=utf-8",
          "desk.js", "text/javascript; charset=utf-8",
          "chart.js", "text/javascript; charset=utf-8",
          "words.js", "text/javascript; charset=utf-8",
          "icon.svg", "image/svg+xml");

  private Assets() {}

  /** Answers by path, the page itself as {@code /}. */
  static Map<String, Reply> load() {
    Map<String, Reply> replies = new LinkedHashMap<>();
    TYPES.forEach(
        (name, type) -> {
          String path = name.equals("index.html") ? "/" : "/" + name;
          replies.put(path, Reply.text(type, read(name)));
        });
    return replies;
  }

  private static byte[] read(String name) {
    try (InputStream in = Assets.class.getResourceAsStream("page/" + name)) {
      if (in == null) {
        throw new IllegalStateException("the program lacks its page: " + name);
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
