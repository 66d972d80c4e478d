package haetae.venue.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Assumptions;

/** Recorded frames beside the project; a test that needs them is skipped where they are absent. */
public final class Recordings {
  private Recordings() {}

  /** Takes one line. */
  public interface Line {
    /** Looks at the line. */
    void accept(String line) throws Exception;
  }

  /** A recording, by its path under {@code shared/data/permissive}. */
  public static Path find(String name) {
    Path root = Path.of(System.getProperty("haetae.root", ".")).toAbsolutePath().normalize();
    Path file = root.resolveSibling("shared").resolve("data/permissive").resolve(name);
    Assumptions.assumeTrue(Files.isReadable(file), () -> "skipped: no recording " + file);
    return file;
  }

  /** The last JSON document of a fixture that shows requests and answers. */
  public static byte[] fixture(String name) throws IOException {
    String text = Files.readString(find("fixtures/" + name));
    return text.substring(text.lastIndexOf("\n=") + 2).strip().getBytes(UTF_8);
  }

  /** Goes through the lines of a recording. */
  public static void lines(String name, Line line) throws Exception {
    Path file = find(name);
    try (BufferedReader in = reader(file)) {
      for (String text = in.readLine(); text != null; text = in.readLine()) {
        line.accept(text);
      }
    }
  }

  private static BufferedReader reader(Path file) throws IOException {
    boolean packed = file.toString().endsWith(".gz");
    return new BufferedReader(
        new InputStreamReader(
            packed ? new GZIPInputStream(Files.newInputStream(file)) : Files.newInputStream(file),
            UTF_8));
  }
}
