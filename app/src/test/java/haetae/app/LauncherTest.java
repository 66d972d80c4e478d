package haetae.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The launcher in a project of its own with a fixed Maven and fixed JDKs that only write down how
 * they were called, so that nothing depends on what this machine has.
 */
@Timeout(120)
final class LauncherTest {
  private static final String TOOLS =
      "bash sed head cat find dirname readlink mkdir touch rm tail env sleep flock mktemp";

  @TempDir private Path temp;
  private Path project;
  private Path bin;
  private Path jvms;

  record Outcome(int code, String out, String err) {}

  @BeforeEach
  void makeProject() throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/bin/bash")), "there is no bash here");
    project = Files.createDirectories(temp.resolve("a project"));
    jvms = Files.createDirectories(temp.resolve("jvms"));
    bin = Files.createDirectories(temp.resolve("bin"));
    String script = Files.readString(ProjectFiles.root().resolve("haetae"));
    assertThat(script).contains("/usr/lib/jvm/*");
    script(project.resolve("haetae"), script.replace("/usr/lib/jvm/", "\"" + jvms + "\"/"));
    Files.createDirectories(project.resolve("core/src/main/java"));
    Files.createDirectories(project.resolve("config"));
    Files.writeString(project.resolve("config/live.yml"), "");
    Files.writeString(project.resolve("pom.xml"), "<project/>");
    Files.writeString(project.resolve("core/pom.xml"), "<project/>");
    for (String tool : TOOLS.split(" ", -1)) {
      Path real =
          Stream.of("/bin", "/usr/bin")
              .map(d -> Path.of(d, tool))
              .filter(Files::exists)
              .findFirst()
              .orElse(null);
      if (real != null) {
        script(bin.resolve(tool), "#!/bin/bash\nexec " + real + " \"$@\"\n");
      }
    }
  }

  private static void script(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  /** A JDK whose java says its name and arguments, a line each, and ends with 7. */
  private Path jdk(Path home, int release) throws IOException {
    script(
        home.resolve("bin/java"),
        "#!/bin/bash\necho \"java of "
            + home.getFileName()
            + "\"\n"
            + "echo \"home $HAETAE_HOME\"\n"
            + "printf '%s\\n' \"$@\"\nexit 7\n");
    script(home.resolve("bin/javac"), "#!/bin/bash\n");
    Files.writeString(home.resolve("release"), "JAVA_VERSION=\"" + release + ".0.1\"\n");
    return home;
  }

  private void maven() throws IOException {
    script(
        bin.resolve("mvn"),
        "#!/bin/bash\necho \"$JAVA_HOME\" >>"
            + quoted(temp.resolve("mvn.log"))
            + "\nmkdir -p app/target/lib && touch app/target/haetae-app-0.1.0.jar\n");
  }

  private static String quoted(Path path) {
    return "'" + path + "'";
  }

  private List<String> builds() throws IOException {
    Path log = temp.resolve("mvn.log");
    return Files.exists(log) ? Files.readAllLines(log) : List.of();
  }

  private Outcome run(Path launcher, Path from, Map<String, String> more, String... arguments)
      throws Exception {
    List<String> command = new ArrayList<>(List.of(launcher.toString()));
    command.addAll(Arrays.asList(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).directory(from.toFile());
    builder.environment().clear();
    builder.environment().put("PATH", bin.toString());
    builder.environment().putAll(more);
    Path out = Files.createTempFile(temp, "out", "");
    Path err = Files.createTempFile(temp, "err", "");
    builder.redirectOutput(out.toFile()).redirectError(err.toFile());
    Process process = builder.start();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return new Outcome(process.exitValue(), Files.readString(out), Files.readString(err));
  }

  @Test
  void shouldBuildOnceAndPassTheArgumentsOnWhenTheProjectIsFresh() throws Exception {
    maven();
    Path home = jdk(jvms.resolve("jdk-25"), 25);
    jdk(jvms.resolve("jdk-17"), 17);

    Outcome first = run(project.resolve("haetae"), temp, Map.of(), "run", "--mock", "a b");
    Outcome second = run(project.resolve("haetae"), temp, Map.of(), "health");

    assertThat(first.code()).as(first.err()).isEqualTo(7);
    assertThat(first.out().lines())
        .startsWith("java of jdk-25", "home " + project)
        .endsWith("haetae.app.Main", "run", "--mock", "a b")
        .contains(project + "/app/target/haetae-app-0.1.0.jar:" + project + "/app/target/lib/*");
    assertThat(first.err()).contains("building (first run");
    assertThat(second.err()).isEmpty();
    assertThat(builds()).containsExactly(home.toString());
  }

  @Test
  void shouldBuildAgainWhenASourceOrAPomIsNewer() throws Exception {
    maven();
    jdk(jvms.resolve("jdk-25"), 25);
    run(project.resolve("haetae"), temp, Map.of(), "health");
    for (String newer : List.of("core/src/main/java/A.java", "core/pom.xml", "config/live.yml")) {
      int before = builds().size();
      Path file = project.resolve(newer);
      Files.writeString(file, "changed");
      Files.setLastModifiedTime(file, FileTime.from(Instant.now().plusSeconds(5)));

      Outcome changed = run(project.resolve("haetae"), temp, Map.of(), "health");

      assertThat(changed.err()).as(newer).contains("building (sources changed)");
      assertThat(builds()).hasSize(before + 1);
      Files.setLastModifiedTime(file, FileTime.from(Instant.now().minusSeconds(5)));
      Files.setLastModifiedTime(
          project.resolve("core/src/main/java"), FileTime.from(Instant.now().minusSeconds(5)));
    }
  }

  @Test
  void shouldFindItsProjectThroughSymbolicLinks() throws Exception {
    maven();
    jdk(jvms.resolve("jdk-25"), 25);
    Path elsewhere = Files.createDirectories(temp.resolve("else where/deeper"));
    Path absolute = Files.createSymbolicLink(elsewhere.resolve("abs"), project.resolve("haetae"));
    Path relative = elsewhere.resolve("rel");
    Files.createSymbolicLink(relative, Path.of("../deeper/abs"));

    for (Path link : List.of(absolute, relative)) {
      Outcome outcome = run(link, Path.of("/"), Map.of(), "health");
      assertThat(outcome.out()).as(outcome.err()).contains(project + "/app/target/lib/*");
    }
  }

  @Test
  void shouldPreferJavaHomeButNotAnOldOne() throws Exception {
    maven();
    jdk(jvms.resolve("jdk-25"), 25);
    Path old = jdk(temp.resolve("old"), 17);
    Path own = jdk(temp.resolve("own jdk"), 26);

    Outcome preferred =
        run(project.resolve("haetae"), temp, Map.of("JAVA_HOME", own.toString()), "health");
    Outcome passed =
        run(project.resolve("haetae"), temp, Map.of("JAVA_HOME", old.toString()), "health");

    assertThat(preferred.out()).startsWith("java of own jdk\n");
    assertThat(passed.out()).startsWith("java of jdk-25\n");
  }

  @Test
  void shouldNameWhatIsMissingWhenThereIsNoJdkOrNoMaven() throws Exception {
    jdk(jvms.resolve("jdk-17"), 17);
    Outcome noJdk = run(project.resolve("haetae"), temp, Map.of(), "health");
    jdk(jvms.resolve("jdk-25"), 25);
    Outcome noMaven = run(project.resolve("haetae"), temp, Map.of(), "health");

    assertThat(noJdk.code()).isEqualTo(1);
    assertThat(noJdk.err())
        .startsWith("haetae: no JDK 25 or newer found; install one")
        .contains("JAVA_HOME")
        .hasLineCount(1);
    assertThat(noMaven.code()).isEqualTo(1);
    assertThat(noMaven.err()).startsWith("haetae: Maven is missing; install it").hasLineCount(1);
  }

  @Test
  void shouldShowTheEndOfTheOutputWhenTheBuildFails() throws Exception {
    jdk(jvms.resolve("jdk-25"), 25);
    script(bin.resolve("mvn"), "#!/bin/bash\necho '[ERROR] A.java:[1,1] no such thing'\nexit 1\n");

    Outcome outcome = run(project.resolve("haetae"), temp, Map.of(), "health");

    assertThat(outcome.code()).isEqualTo(1);
    assertThat(outcome.out()).isEmpty();
    assertThat(outcome.err())
        .contains("[ERROR] A.java:[1,1] no such thing", "the build failed", "target/build.log");
  }

  @Test
  void shouldBuildOnlyOnceWhenTwoStartAtTheSameTime() throws Exception {
    jdk(jvms.resolve("jdk-25"), 25);
    script(
        bin.resolve("mvn"),
        "#!/bin/bash\necho built >>"
            + quoted(temp.resolve("mvn.log"))
            + "\nsleep 1\nmkdir -p app/target/lib && touch app/target/haetae-app-0.1.0.jar\n");
    List<Thread> both = new ArrayList<>();
    List<Outcome> outcomes = java.util.Collections.synchronizedList(new ArrayList<>());
    for (int i = 0; i < 2; i++) {
      both.add(
          Thread.ofVirtual()
              .start(
                  () -> {
                    try {
                      outcomes.add(run(project.resolve("haetae"), temp, Map.of(), "health"));
                    } catch (Exception e) {
                      throw new IllegalStateException(e);
                    }
                  }));
    }
    for (Thread thread : both) {
      thread.join();
    }

    assertThat(outcomes).hasSize(2).allMatch(o -> o.code() == 7);
    assertThat(builds()).hasSize(1);
  }

  /** A JDK that makes a first run, and writes the cache that it is asked for in a second one. */
  private void cachingJdk(Path home) throws IOException {
    jdk(home, 25);
    script(
        home.resolve("bin/java"),
        "#!/bin/bash\nfor a in \"$@\"; do case $a in -XX:AOTCacheOutput=*)"
            + " [[ -f warm.yml && -f first ]] && touch \"${a#*=}\" && exit 0;;"
            + " warm.yml) touch first; exit 0;; esac; done\n"
            + "printf '%s\\n' \"$@\"\nexit 7\n");
  }

  @Test
  void shouldStartFromTheCacheOnlyWhileItIsNewerThanTheProgram() throws Exception {
    maven();
    cachingJdk(jvms.resolve("jdk-25"));
    Path launcher = project.resolve("haetae");
    Path cache = project.resolve("target/haetae.aot");
    Path jar = project.resolve("app/target/haetae-app-0.1.0.jar");
    assertThat(run(launcher, temp, Map.of(), "health").out()).doesNotContain("AOTCache");

    Outcome warm = run(launcher, temp, Map.of(), "warm");

    assertThat(warm.code()).as(warm.err()).isZero();
    assertThat(warm.out()).isEqualTo("later starts use " + cache + "\n");
    Files.setLastModifiedTime(cache, FileTime.from(Instant.now().plusSeconds(9)));
    assertThat(run(launcher, temp, Map.of(), "health").out()).contains("-XX:AOTCache=" + cache);
    Files.setLastModifiedTime(jar, FileTime.from(Instant.now().plusSeconds(20)));
    assertThat(run(launcher, temp, Map.of(), "health").out()).doesNotContain("AOTCache");
  }

  @Test
  void shouldSayWhyThereIsNoCache() throws Exception {
    maven();
    jdk(jvms.resolve("jdk-25"), 25);

    Outcome warm = run(project.resolve("haetae"), temp, Map.of(), "warm");

    assertThat(warm.code()).isEqualTo(1);
    assertThat(warm.err())
        .contains("java of jdk-25", "haetae: the run that makes the start faster");
    assertThat(project.resolve("target/haetae.aot")).doesNotExist();
  }

  @Test
  void shouldNeverBuildWhereItIsInstalled() throws Exception {
    Path home = jdk(jvms.resolve("jre-25"), 25);
    Files.delete(home.resolve("bin/javac"));
    Path installed = Files.createDirectories(temp.resolve("opt/haetae"));
    Files.copy(project.resolve("haetae"), installed.resolve("haetae"));
    Files.createDirectories(installed.resolve("lib"));
    Files.writeString(installed.resolve("lib/haetae-app-0.1.0.jar"), "");

    Outcome outcome = run(installed.resolve("haetae"), temp, Map.of(), "health");

    assertThat(outcome.code()).as(outcome.err()).isEqualTo(7);
    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.out())
        .contains("home " + installed + "\n")
        .contains(installed + "/lib/haetae-app-0.1.0.jar:" + installed + "/lib/*");
  }

  @Test
  void shouldStartTheServiceWithTheFlagsThatTheTestsHave() throws Exception {
    Matcher flags =
        Pattern.compile("<haetae.jvm>(.*?)</haetae.jvm>")
            .matcher(Files.readString(ProjectFiles.root().resolve("pom.xml")));
    assertThat(flags.find()).isTrue();
    maven();
    jdk(jvms.resolve("jdk-25"), 25);

    Outcome outcome = run(project.resolve("haetae"), temp, Map.of(), "health");

    assertThat(outcome.out().lines()).contains(flags.group(1).split(" ", -1));
  }
}
