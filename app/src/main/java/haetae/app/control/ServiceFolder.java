package haetae.app.control;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where one service and its operator meet: {@code control/NAME} in the data folder, with the
 * service's status and its mailbox. Services of different modes may share a data folder. Threads:
 * any.
 */
public record ServiceFolder(Path folder) {
  /** The folder of a service, which need not exist. */
  public static ServiceFolder of(String dataDir, String name) {
    return new ServiceFolder(home(dataDir).resolve(name));
  }

  private static Path home(String dataDir) {
    return Path.of(dataDir, "control");
  }

  /** The folders of all services that ever ran with a data folder, by name. */
  public static List<ServiceFolder> all(String dataDir) throws IOException {
    if (!Files.isDirectory(home(dataDir))) {
      return List.of();
    }
    try (Stream<Path> all = Files.list(home(dataDir))) {
      return all.filter(Files::isDirectory).sorted().map(ServiceFolder::new).toList();
    }
  }

  /** The service's name: mock, paper, replay or live. */
  public String name() {
    return String.valueOf(folder.getFileName());
  }

  /** Where its status is. */
  public StatusFile statusFile() {
    return new StatusFile(folder.resolve("status.json"));
  }

  /** Its mailbox. */
  public Mailbox mailbox() {
    return new Mailbox(folder);
  }

  /** True if a service is there, as far as can be known: one that cannot be read about may be. */
  public boolean running() {
    try {
      Optional<Status> status = statusFile().read();
      return status.isPresent() && status.get().running();
    } catch (IOException e) {
      return true;
    }
  }
}
