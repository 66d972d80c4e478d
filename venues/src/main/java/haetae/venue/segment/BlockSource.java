package haetae.venue.segment;

/** Blocks of a file, one after the other. Threads: one. */
interface BlockSource extends AutoCloseable {
  /**
   * The next whole block and what was damaged before it, without bytes at the end of the file. The
   * block before it is of no use any more.
   *
   * @throws SegmentException if the file cannot be read
   */
  Block next() throws SegmentException;

  @Override
  void close();
}
