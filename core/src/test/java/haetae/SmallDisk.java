package haetae;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A real disk of 400 kB that a test may fill; a test that may not mount one is skipped. */
public final class SmallDisk implements AutoCloseable {
  private final Path folder;

  private SmallDisk(Path folder) {
    this.folder = folder;
  }

  /** Mounts one on a folder that is made. */
  public static SmallDisk on(Path folder) throws IOException {
    Files.createDirectory(folder);
    assumeThat(run("mount", "-t", "tmpfs", "-o", "size=400k", "tmpfs", folder.toString()))
        .as("the right to mount a small disk")
        .isTrue();
    return new SmallDisk(folder);
  }

  /** Where it is mounted. */
  public Path folder() {
    return folder;
  }

  private Path ballast() {
    return folder.resolve("ballast");
  }

  /** Takes all the room that is left. */
  public void fill() throws IOException {
    byte[] block = new byte[4_096];
    try (var out = Files.newOutputStream(ballast())) {
      while (true) {
        out.write(block);
      }
    } catch (IOException e) {
      assertThat(e).hasMessageContaining("No space left");
    }
  }

  /** Gives back what {@link #fill} took. */
  public void free() throws IOException {
    Files.delete(ballast());
  }

  @Override
  public void close() {
    assertThat(run("umount", folder.toString())).isTrue();
  }

  private static boolean run(String... command) {
    try {
      Process process = new ProcessBuilder(List.of(command)).redirectErrorStream(true).start();
      process.getInputStream().readAllBytes();
      return process.waitFor() == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
