package haetae.app.config;

import java.util.List;

/** A configuration that cannot be used; nothing has been started. */
public final class ConfigException extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient List<String> problems;

  /** A failure with one line per problem, each with its place and its cure. */
  public ConfigException(List<String> problems) {
    super(String.join(System.lineSeparator(), problems));
    this.problems = List.copyOf(problems);
  }

  /** One line per problem, in the order of the file. */
  public List<String> problems() {
    return problems;
  }
}
