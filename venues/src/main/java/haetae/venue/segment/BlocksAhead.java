package haetae.venue.segment;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.jspecify.annotations.Nullable;

/**
 * Blocks that are unpacked on a thread of their own while the ones before them are read: the same
 * ones in the same order. Threads: one reads what is here, one more is its own.
 */
final class BlocksAhead implements BlockSource {
  private static final int BLOCKS = 3;

  private final Blocks source;
  private final BlockingQueue<Unpacked> full = new ArrayBlockingQueue<>(BLOCKS);
  private final BlockingQueue<Block> empty = new ArrayBlockingQueue<>(BLOCKS);
  private final Thread reader;
  private @Nullable Unpacked last;

  /** A block, or why there is none. */
  private record Unpacked(Block block, @Nullable Throwable fault) {
    boolean ends() {
      return fault != null || block.header() == null;
    }
  }

  /** Begins to unpack; the source belongs to this from now on. */
  BlocksAhead(Blocks source) {
    this.source = source;
    for (int i = 0; i < BLOCKS; i++) {
      empty.add(new Block());
    }
    this.reader = Thread.ofPlatform().name("unpack-ahead").daemon().start(this::unpackAll);
  }

  private void unpackAll() {
    try {
      boolean more = true;
      while (more) {
        Unpacked unpacked = unpack(empty.take());
        more = !unpacked.ends();
        full.put(unpacked);
      }
    } catch (InterruptedException e) {
      // Closed before its end: nobody waits for more.
      Thread.currentThread().interrupt();
    }
  }

  private Unpacked unpack(Block block) {
    source.into(block);
    try {
      return new Unpacked(source.next(), null);
    } catch (SegmentException | RuntimeException | Error e) {
      return new Unpacked(block, e);
    }
  }

  @Override
  public Block next() throws SegmentException {
    Unpacked before = last;
    if (before == null || !before.ends()) {
      if (before != null) {
        empty.add(before.block());
      }
      last = take();
    }
    Unpacked now = last;
    if (now == null) {
      throw new IllegalStateException("no block was taken");
    }
    if (now.fault() instanceof SegmentException told) {
      throw new SegmentException(String.valueOf(told.getMessage()));
    }
    if (now.fault() != null) {
      throw new IllegalStateException(now.fault().getMessage(), now.fault());
    }
    return now.block();
  }

  private Unpacked take() {
    try {
      return full.take();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for a block", e);
    }
  }

  @Override
  public void close() {
    reader.interrupt();
    try {
      reader.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    source.close();
  }
}
