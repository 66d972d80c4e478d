package haetae.ops.log;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Replaces secret values by {@code ***}, as they are and as they stand in a URL. Threads: any; it
 * is used by the writer, so masking costs a caller nothing.
 */
public final class SecretMask {
  private static final String MASK = "***";

  private final List<String> secrets;

  /**
   * A mask.
   *
   * @param secrets values to hide; blank ones are left out
   */
  public SecretMask(List<String> secrets) {
    // Longest first, so that a secret that contains another is masked as a whole.
    this.secrets =
        secrets.stream()
            .filter(s -> !s.isBlank())
            .flatMap(s -> Stream.of(s, URLEncoder.encode(s, StandardCharsets.UTF_8)))
            .distinct()
            .sorted(Comparator.comparingInt(String::length).reversed())
            .toList();
  }

  /** The text without the secrets. */
  public String apply(String text) {
    String masked = text;
    for (String secret : secrets) {
      masked = masked.replace(secret, MASK);
    }
    return masked;
  }
}
