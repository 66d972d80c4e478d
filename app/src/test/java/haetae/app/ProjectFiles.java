package haetae.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;

/** The project's own files, wherever the tests are started. */
public final class ProjectFiles {
  private ProjectFiles() {}

  /** The folder of the parent POM. */
  public static Path root() {
    Path folder = Path.of(System.getProperty("haetae.root", "")).toAbsolutePath();
    while (folder != null && !Files.exists(folder.resolve("CONTRIBUTING.md"))) {
      folder = folder.getParent();
    }
    assertThat(folder).as("the project's folder above " + Path.of("").toAbsolutePath()).isNotNull();
    return folder;
  }

  /** All files below the root whose name ends so, without what was built or hidden; sorted. */
  public static List<Path> ending(String suffix) throws IOException {
    List<Path> found = new ArrayList<>();
    Files.walkFileTree(
        root(),
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            String name = folder.getFileName().toString();
            boolean skipped =
                name.equals("target")
                    || name.equals("logs")
                    || (name.startsWith(".") && !name.equals(".ci") && !folder.equals(root()));
            return skipped ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (file.getFileName().toString().endsWith(suffix)) {
              found.add(file);
            }
            return FileVisitResult.CONTINUE;
          }
        });
    return found.stream().sorted().toList();
  }
}
