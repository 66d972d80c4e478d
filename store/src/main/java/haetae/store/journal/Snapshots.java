package haetae.store.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.CRC32C;

/**
 * Snapshots of a state beside its journal: each says up to which record it goes. The newest few are
 * kept, and the very first for as long as nobody calls {@link #forget}; one that is damaged is
 * passed over, and said so.
 *
 * <p>Threads: one writes, others may read.
 */
public final class Snapshots {
  private static final long MAGIC = 0x3153_4541_5445_4148L;
  private static final int HEADER = 32;
  private static final String PREFIX = "snapshot-";
  private static final String SUFFIX = ".bin";

  private final Path folder;
  private final int kept;
  private final List<String> passedOver = new ArrayList<>();

  /**
   * Snapshots in a folder, which need not be there yet.
   *
   * @param kept so many of the newest stay, at least 1
   */
  public Snapshots(Path folder, int kept) {
    if (kept < 1) {
      throw new IllegalArgumentException("at least one snapshot must stay, not " + kept);
    }
    this.folder = folder;
    this.kept = kept;
  }

  /** Writes a snapshot to the disk, whole or not at all, and lets the oldest go. */
  public void write(long seq, byte[] bytes, int length) throws IOException {
    Files.createDirectories(folder);
    CRC32C crc = new CRC32C();
    crc.update(bytes, 0, length);
    ByteBuffer header = ByteBuffer.allocate(HEADER);
    header.putLong(MAGIC).putLong(seq).putLong(length).putLong(crc.getValue()).flip();
    Path fresh = folder.resolve(PREFIX + "new.tmp");
    try (FileChannel channel =
        FileChannel.open(
            fresh,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      writeFully(channel, header);
      writeFully(channel, ByteBuffer.wrap(bytes, 0, length));
      channel.force(true);
    }
    Files.move(fresh, file(seq), StandardCopyOption.ATOMIC_MOVE);
    List<Path> all = list();
    for (int i = kept; i + 1 < all.size(); i++) {
      Files.delete(all.get(i));
    }
  }

  /** Lets the first snapshot go if it is not one of the newest and goes to an earlier record. */
  public void forget(long belowSeq) throws IOException {
    List<Path> all = list();
    if (all.size() > kept && seq(all.getLast()) < belowSeq) {
      Files.delete(all.getLast());
    }
  }

  private static void writeFully(FileChannel channel, ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  private Path file(long seq) {
    return folder.resolve(String.format(Locale.ROOT, "%s%019d%s", PREFIX, seq, SUFFIX));
  }

  /** Newest first. */
  private List<Path> list() throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(f -> f.getFileName().toString().matches(PREFIX + "\\d{19}\\" + SUFFIX))
          .sorted(Comparator.reverseOrder())
          .toList();
    }
  }

  /** The newest snapshot that is whole; empty if there is none. */
  public Optional<Snapshot> newest() throws IOException {
    return newest(Long.MAX_VALUE);
  }

  /** The newest whole snapshot that goes up to an earlier record than this; empty if none. */
  public Optional<Snapshot> newest(long belowSeq) throws IOException {
    passedOver.clear();
    for (Path file : list()) {
      if (seq(file) >= belowSeq) {
        continue;
      }
      Optional<Snapshot> found = read(file);
      if (found.isPresent()) {
        return found;
      }
      passedOver.add(file + " is damaged and was passed over");
    }
    return Optional.empty();
  }

  private static Optional<Snapshot> read(Path file) throws IOException {
    byte[] all = Files.readAllBytes(file);
    if (all.length < HEADER) {
      return Optional.empty();
    }
    ByteBuffer header = ByteBuffer.wrap(all);
    long magic = header.getLong();
    long seq = header.getLong();
    long length = header.getLong();
    long expected = header.getLong();
    if (magic != MAGIC || length != all.length - HEADER) {
      return Optional.empty();
    }
    CRC32C crc = new CRC32C();
    crc.update(all, HEADER, all.length - HEADER);
    byte[] bytes = Arrays.copyOfRange(all, HEADER, all.length);
    return crc.getValue() == expected ? Optional.of(new Snapshot(seq, bytes)) : Optional.empty();
  }

  /** What {@link #newest} could not use the last time. */
  public List<String> passedOver() {
    return List.copyOf(passedOver);
  }

  /**
   * Number up to which the oldest of the newest few goes, 0 if there are not so many yet: records
   * up to it are not needed to go on.
   */
  public long neededSeq() throws IOException {
    List<Path> all = list();
    return all.size() < kept ? 0 : seq(all.get(kept - 1));
  }

  /** The oldest whole snapshot that goes up to this record or a later one; empty if none. */
  public Optional<Snapshot> oldest(long fromSeq) throws IOException {
    passedOver.clear();
    for (Path file : list().reversed()) {
      Optional<Snapshot> found = seq(file) < fromSeq ? Optional.empty() : read(file);
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  private static long seq(Path file) {
    String name = file.getFileName().toString();
    return Long.parseLong(name.substring(PREFIX.length(), name.length() - SUFFIX.length()));
  }
}
