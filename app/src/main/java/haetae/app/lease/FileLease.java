package haetae.app.lease;

import haetae.app.control.AtomicFile;
import haetae.app.control.Status;
import haetae.store.lease.Holder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The lease on a data folder of this machine: a lock, which the system takes back from a process
 * that ends in whatever way, and beside it a file that says who has it and counts the tokens.
 */
public final class FileLease implements Lease {
  private static final long LONGEST_NANOS = 250_000_000;

  private final FolderLock lock;
  private final Path file;
  private final String what;
  private final LastLook<State> here = new LastLook<>(this::look, LONGEST_NANOS, System::nanoTime);
  private volatile Holder holder;

  private FileLease(FolderLock lock, Path file, String what, Holder holder) {
    this.lock = lock;
    this.file = file;
    this.what = what;
    this.holder = holder;
  }

  /**
   * Takes the lease.
   *
   * @param folder that the services would share; made if it is missing
   * @param mode of the service; each mode has a lease of its own
   * @throws LeaseRefused if another one has it
   */
  public static FileLease take(Path folder, String mode) throws LeaseRefused {
    Path file = folder.resolve(mode + ".lease");
    String what = "mode " + mode + " on " + folder.toAbsolutePath().normalize();
    try {
      Optional<FolderLock> lock = FolderLock.take(folder.resolve(mode + ".lock"));
      if (lock.isEmpty()) {
        throw held(what, file);
      }
      return begin(lock.get(), file, what);
    } catch (IOException e) {
      throw new LeaseRefused("the lease of " + what + " cannot be taken: " + e);
    }
  }

  private static FileLease begin(FolderLock lock, Path file, String what)
      throws IOException, LeaseRefused {
    FileLease lease = null;
    try {
      String now = Instant.now().truncatedTo(ChronoUnit.MILLIS).toString();
      Holder holder =
          new Holder(
              Machine.place(lock),
              Status.thisHost(),
              ProcessHandle.current().pid(),
              now,
              lastToken(file));
      lease = new FileLease(lock, file, what, holder);
      lease.granted(holder.token() + 1);
      return lease;
    } finally {
      if (lease == null) {
        lock.close();
      }
    }
  }

  private static LeaseRefused held(String what, Path file) throws IOException {
    Map<String, String> facts = facts(file);
    String who =
        facts.isEmpty()
            ? "by another process"
            : "by process %s on %s, since %s, token %s"
                .formatted(
                    facts.getOrDefault("pid", "?"),
                    facts.getOrDefault("host", "?"),
                    facts.getOrDefault("since", "?"),
                    facts.getOrDefault("token", "?"));
    return new LeaseRefused(
        what + " is already running " + who + ": stop it, or give this one another data_dir");
  }

  private static long lastToken(Path file) throws IOException, LeaseRefused {
    Map<String, String> facts = facts(file);
    try {
      return facts.isEmpty() ? 0 : Long.parseLong(facts.getOrDefault("token", ""));
    } catch (NumberFormatException e) {
      throw new LeaseRefused(
          file
              + " does not tell the last fencing token; write \"token: N\" into it, N being at"
              + " least that of every order sent so far");
    }
  }

  private static Map<String, String> facts(Path file) throws IOException {
    try {
      return Files.readString(file)
          .lines()
          .map(line -> List.of((line + ": ").split(": ", 3)))
          .collect(Collectors.toMap(fact -> fact.get(0), fact -> fact.get(1), (a, b) -> a));
    } catch (NoSuchFileException e) {
      return Map.of();
    }
  }

  /** Remembers the token that was granted, here or by another store; the next one is larger. */
  void granted(long token) throws IOException {
    Holder now = holder.withToken(token);
    AtomicFile.write(
        file,
        "token: %d%nhost: %s%npid: %d%nsince: %s%n"
            .formatted(now.token(), now.host(), now.pid(), now.since()));
    holder = now;
  }

  /** Who has it: this process. */
  Holder holder() {
    return holder;
  }

  @Override
  public long token() {
    return holder.token();
  }

  @Override
  public State state() {
    return here.now();
  }

  @Override
  public State recent() {
    return here.recent();
  }

  private State look() {
    return lock.held() ? State.HELD : State.LAPSED;
  }

  @Override
  public String words() {
    String lost = lock.held() ? "" : "; its lock file was deleted or replaced, another may have it";
    return what + ", token " + token() + lost;
  }

  @Override
  public void close() {
    lock.close();
  }
}
