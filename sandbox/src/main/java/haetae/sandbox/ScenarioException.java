package haetae.sandbox;

import java.util.List;

/** A scenario that cannot be used; nothing has been started. */
public final class ScenarioException extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient List<String> problems;

  /** A failure with one line a problem: what, where and how to cure it. */
  public ScenarioException(List<String> problems) {
    super(String.join(System.lineSeparator(), problems));
    this.problems = List.copyOf(problems);
  }

  /** One line a problem, in the order of the file. */
  public List<String> problems() {
    return problems;
  }
}
