package haetae.ops.watchdog;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells systemd how the service is, over the datagram socket that {@code NOTIFY_SOCKET} names.
 *
 * <p>Source: sd_notify(3). Does nothing when no socket is named. A failure is logged once and never
 * stops the service. Threads: any.
 */
public final class SdNotify {
  private static final Logger LOG = LoggerFactory.getLogger("arbitrage.watchdog");
  private static final int AF_UNIX = 1;
  private static final int SOCK_DGRAM = 2;
  private static final int PATH_MAX = 107;

  private final byte @Nullable [] address;
  private @Nullable MethodHandle socket;
  private @Nullable MethodHandle sendto;
  private @Nullable MethodHandle close;
  private boolean failed;

  /**
   * A notifier.
   *
   * @param notifySocket value of {@code NOTIFY_SOCKET}; null or empty: nothing is sent
   */
  public SdNotify(@Nullable String notifySocket) {
    this.address =
        notifySocket == null || notifySocket.isEmpty()
            ? null
            : notifySocket.getBytes(StandardCharsets.UTF_8);
  }

  /** Sends an assignment, for example {@code READY=1}. */
  public synchronized void send(String state) {
    if (address == null || failed) {
      return;
    }
    try {
      if (address.length > PATH_MAX) {
        throw new IllegalArgumentException("NOTIFY_SOCKET is too long");
      }
      link();
      transmit(address, state.getBytes(StandardCharsets.UTF_8));
    } catch (Throwable e) {
      failed = true;
      LOG.warn("[Watchdog] supervisor cannot be told: {}", e.toString());
    }
  }

  // The three C functions are called with the types of their man pages.
  @SuppressWarnings("restricted")
  private void link() {
    if (socket != null) {
      return;
    }
    Linker linker = Linker.nativeLinker();
    var lookup = linker.defaultLookup();
    var i = ValueLayout.JAVA_INT;
    var l = ValueLayout.JAVA_LONG;
    var p = ValueLayout.ADDRESS;
    socket = linker.downcallHandle(lookup.findOrThrow("socket"), FunctionDescriptor.of(i, i, i, i));
    sendto =
        linker.downcallHandle(
            lookup.findOrThrow("sendto"), FunctionDescriptor.of(l, i, p, l, i, p, i));
    close = linker.downcallHandle(lookup.findOrThrow("close"), FunctionDescriptor.of(i, i));
  }

  private void transmit(byte[] path, byte[] message) throws Throwable {
    MethodHandle open = socket;
    MethodHandle send = sendto;
    MethodHandle shut = close;
    if (open == null || send == null || shut == null) {
      throw new IllegalStateException("not linked");
    }
    int descriptor = (int) open.invokeExact(AF_UNIX, SOCK_DGRAM, 0);
    if (descriptor < 0) {
      throw new IllegalStateException("socket() failed");
    }
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment target = arena.allocate(2L + path.length + 1);
      target.set(ValueLayout.JAVA_SHORT, 0, (short) AF_UNIX);
      MemorySegment.copy(path, 0, target, ValueLayout.JAVA_BYTE, 2, path.length);
      boolean hidden = path[0] == '@';
      if (hidden) {
        target.set(ValueLayout.JAVA_BYTE, 2, (byte) 0);
      }
      MemorySegment data = arena.allocate(message.length);
      MemorySegment.copy(message, 0, data, ValueLayout.JAVA_BYTE, 0, message.length);
      int length = 2 + path.length + (hidden ? 0 : 1);
      long sent =
          (long) send.invokeExact(descriptor, data, (long) message.length, 0, target, length);
      if (sent != message.length) {
        throw new IllegalStateException("sendto() failed");
      }
    } finally {
      int ignored = (int) shut.invokeExact(descriptor);
      LOG.trace("closed {}", ignored);
    }
  }
}
