package haetae.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.googlejavaformat.java.Formatter;
import com.google.googlejavaformat.java.FormatterException;
import com.puppycrawl.tools.checkstyle.Checker;
import com.puppycrawl.tools.checkstyle.ConfigurationLoader;
import com.puppycrawl.tools.checkstyle.PropertiesExpander;
import com.puppycrawl.tools.checkstyle.api.AuditEvent;
import com.puppycrawl.tools.checkstyle.api.AuditListener;
import com.puppycrawl.tools.checkstyle.api.CheckstyleException;
import haetae.app.ProjectFiles;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.xml.sax.InputSource;

/** What a reader should not have to point out: format, sizes, Javadoc, links, junk. */
final class TidyTest {
  private static final Path ROOT = ProjectFiles.root();
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)#\\s]+)[^)]*\\)");
  private static final Pattern PATH_IN_TEXT = Pattern.compile("\\bdocs/[a-z0-9/_-]+\\.md");
  private static final int PARTS = 4;

  @Test
  void shouldFormatAllSources() throws IOException {
    List<String> different =
        ProjectFiles.ending(".java").parallelStream()
            .filter(file -> !formatted(file))
            .map(TidyTest::name)
            .toList();
    assertThat(different).as("run ./haetae format").isEmpty();
  }

  private static boolean formatted(Path file) {
    String text = read(file);
    try {
      return new Formatter().formatSourceAndFixImports(text).equals(text);
    } catch (FormatterException e) {
      throw new IllegalStateException(file + ": " + e.getMessage(), e);
    }
  }

  @Test
  void shouldKeepSizesAndJavadoc() throws IOException {
    List<Path> files = ProjectFiles.ending(".java");
    List<String> findings =
        IntStream.range(0, PARTS)
            .parallel()
            .boxed()
            .flatMap(
                part ->
                    check(
                        IntStream.range(0, files.size())
                            .filter(i -> i % PARTS == part)
                            .mapToObj(files::get)
                            .toList()))
            .sorted()
            .toList();
    assertThat(findings).isEmpty();
  }

  private static Stream<String> check(List<Path> files) {
    Findings findings = new Findings();
    Checker checker = new Checker();
    try {
      checker.setModuleClassLoader(Checker.class.getClassLoader());
      checker.configure(
          ConfigurationLoader.loadConfiguration(
              new InputSource(TidyTest.class.getResourceAsStream("checkstyle.xml")),
              new PropertiesExpander(new Properties()),
              ConfigurationLoader.IgnoredModulesOptions.EXECUTE));
      checker.addListener(findings);
      checker.process(files.stream().map(Path::toFile).toList());
    } catch (CheckstyleException e) {
      throw new IllegalStateException(e);
    } finally {
      checker.destroy();
    }
    return findings.texts.stream();
  }

  /** Collects what Checkstyle finds. */
  private static final class Findings implements AuditListener {
    private final List<String> texts = new ArrayList<>();

    @Override
    public void addError(AuditEvent event) {
      String file = name(new File(event.getFileName()).toPath());
      texts.add(file + ":" + event.getLine() + ": " + event.getMessage());
    }

    @Override
    public void addException(AuditEvent event, Throwable failure) {
      texts.add(event.getFileName() + ": " + failure);
    }

    @Override
    public void auditStarted(AuditEvent event) {}

    @Override
    public void auditFinished(AuditEvent event) {}

    @Override
    public void fileStarted(AuditEvent event) {}

    @Override
    public void fileFinished(AuditEvent event) {}
  }

  @Test
  void shouldSayWhatEachPackageOwns() throws IOException {
    List<String> silent =
        ProjectFiles.ending(".java").stream()
            .filter(file -> name(file).contains("src/main/java"))
            .map(Path::getParent)
            .distinct()
            .filter(folder -> !said(folder.resolve("package-info.java")))
            .map(TidyTest::name)
            .toList();
    assertThat(silent).isEmpty();
  }

  private static boolean said(Path info) {
    return Files.exists(info)
        && read(info).startsWith("/**")
        && read(info).contains("@NullMarked\npackage ");
  }

  @Test
  void shouldLinkToWhatExists() throws IOException {
    List<String> dead = new ArrayList<>();
    for (Path page : ProjectFiles.ending(".md")) {
      String text = read(page);
      for (Matcher link = LINK.matcher(text); link.find(); ) {
        String target = link.group(1);
        if (!target.contains("://") && !Files.exists(page.resolveSibling(target))) {
          dead.add(name(page) + " -> " + target);
        }
      }
      for (Matcher path = PATH_IN_TEXT.matcher(text); path.find(); ) {
        if (!Files.exists(ROOT.resolve(path.group()))) {
          dead.add(name(page) + " -> " + path.group());
        }
      }
    }
    assertThat(dead).isEmpty();
  }

  @Test
  void shouldLeaveNoJunk() throws IOException {
    Pattern trailing = Pattern.compile("[ \\t]+(\\r?\\n|\\z)|\\r\\n|\\n\\n\\z|[^\\n]\\z|\\t");
    List<String> junk =
        Stream.of(".java", ".md", ".yml", ".xml", "haetae", "run")
            .flatMap(TidyTest::ending)
            .distinct()
            .filter(file -> trailing.matcher(read(file)).find())
            .map(TidyTest::name)
            .toList();
    assertThat(junk).as("trailing space, tab, CRLF, or not exactly one line end").isEmpty();
    assertThat(
            Stream.of(".orig", ".rej", ".bak", ".swp", "~", ".class", ".iml")
                .flatMap(TidyTest::ending)
                .map(TidyTest::name))
        .isEmpty();
  }

  private static Stream<Path> ending(String suffix) {
    try {
      return ProjectFiles.ending(suffix).stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String name(Path file) {
    return ROOT.relativize(file.toAbsolutePath()).toString();
  }
}
