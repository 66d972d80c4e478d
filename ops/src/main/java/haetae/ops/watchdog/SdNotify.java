package haetae.ops.watchdog;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells systemd how the service is, over the datagram socket that {@code NOTIFY_SOCKET} names.
 *
 * <p>Does nothing when no socket is named. A failure never stops the service: the first of a row is
 * logged, and the next message is tried again. Never waits, even if nobody reads the socket.
 * Threads: any. Source: sd_notify(3), unix(7), send(2) of Linux.
 */
public final class SdNotify {
  private static final Logger LOG = LoggerFactory.getLogger("arbitrage.watchdog");
  private static final int PATH_MAX = 107;

  private final byte @Nullable [] address;
  private @Nullable Socket socket;
  private boolean failing;

  /**
   * A notifier.
   *
   * @param notifySocket value of {@code NOTIFY_SOCKET}: a path, or {@code @} and an abstract name;
   *     null or empty: nothing is sent
   */
  public SdNotify(@Nullable String notifySocket) {
    this.address =
        notifySocket == null || notifySocket.isEmpty()
            ? null
            : notifySocket.getBytes(StandardCharsets.UTF_8);
  }

  /** The service has started. */
  public void ready(String status) {
    send("READY=1\nSTATUS=" + oneLine(status));
  }

  /** The service is making progress. */
  public void alive() {
    send("WATCHDOG=1");
  }

  /** How the service is, for {@code systemctl status}. */
  public void status(String status) {
    send("STATUS=" + oneLine(status));
  }

  /** The service is shutting down. */
  public void stopping(String reason) {
    send("STOPPING=1\nSTATUS=" + oneLine(reason));
  }

  // A line of its own would be another assignment.
  private static String oneLine(String text) {
    return text.replaceAll("[\\r\\n]+", " ");
  }

  private synchronized void send(String state) {
    if (address == null) {
      return;
    }
    try {
      if (address.length > PATH_MAX || (address[0] != '/' && address[0] != '@')) {
        throw new IllegalArgumentException("NOTIFY_SOCKET is no path and no abstract name");
      }
      if (socket == null) {
        socket = new Socket();
      }
      socket.transmit(address, state.getBytes(StandardCharsets.UTF_8));
      failing = false;
    } catch (RuntimeException | LinkageError e) {
      if (!failing) {
        failing = true;
        LOG.warn("[Watchdog] supervisor cannot be told: {}", e.toString());
      }
    }
  }

  /** The three C functions, called with the types of their man pages on 64-bit Linux. */
  @SuppressWarnings("restricted")
  private static final class Socket {
    private static final short AF_UNIX = 1;
    private static final int DATAGRAM_CLOEXEC = 2 | 0x80000;
    private static final int DONTWAIT_NOSIGNAL = 0x40 | 0x4000;
    private static final StructLayout STATE = Linker.Option.captureStateLayout();
    private static final long ERRNO =
        STATE.byteOffset(MemoryLayout.PathElement.groupElement("errno"));

    private final MethodHandle open;
    private final MethodHandle sendto;
    private final MethodHandle close;

    Socket() {
      Linker linker = Linker.nativeLinker();
      var lookup = linker.defaultLookup();
      var state = Linker.Option.captureCallState("errno");
      var i = ValueLayout.JAVA_INT;
      var l = ValueLayout.JAVA_LONG;
      var p = ValueLayout.ADDRESS;
      open =
          linker.downcallHandle(
              lookup.findOrThrow("socket"), FunctionDescriptor.of(i, i, i, i), state);
      sendto =
          linker.downcallHandle(
              lookup.findOrThrow("sendto"), FunctionDescriptor.of(l, i, p, l, i, p, i), state);
      close = linker.downcallHandle(lookup.findOrThrow("close"), FunctionDescriptor.of(i, i));
    }

    void transmit(byte[] address, byte[] message) {
      try (Arena arena = Arena.ofConfined()) {
        MemorySegment state = arena.allocate(STATE);
        int descriptor = (int) open.invokeExact(state, (int) AF_UNIX, DATAGRAM_CLOEXEC, 0);
        if (descriptor < 0) {
          throw failure("socket", state);
        }
        try {
          sendOver(descriptor, address, message, arena);
        } finally {
          int _ = (int) close.invokeExact(descriptor);
        }
      } catch (RuntimeException | Error e) {
        throw e;
      } catch (Throwable e) {
        throw new IllegalStateException(e);
      }
    }

    private void sendOver(int descriptor, byte[] address, byte[] message, Arena arena)
        throws Throwable {
      MemorySegment state = arena.allocate(STATE);
      MemorySegment target = arena.allocate(Short.BYTES + address.length + 1L);
      target.set(ValueLayout.JAVA_SHORT, 0, AF_UNIX);
      MemorySegment.copy(address, 0, target, ValueLayout.JAVA_BYTE, Short.BYTES, address.length);
      boolean hidden = address[0] == '@';
      if (hidden) {
        target.set(ValueLayout.JAVA_BYTE, Short.BYTES, (byte) 0);
      }
      // The name of an abstract socket ends with the address, a path with a zero.
      int length = Short.BYTES + address.length + (hidden ? 0 : 1);
      MemorySegment data = arena.allocateFrom(ValueLayout.JAVA_BYTE, message);
      long sent =
          (long)
              sendto.invokeExact(
                  state,
                  descriptor,
                  data,
                  (long) message.length,
                  DONTWAIT_NOSIGNAL,
                  target,
                  length);
      if (sent != message.length) {
        throw failure("sendto", state);
      }
    }

    private static IllegalStateException failure(String call, MemorySegment state) {
      int errno = state.get(ValueLayout.JAVA_INT, ERRNO);
      return new IllegalStateException(call + "() failed, errno " + errno);
    }
  }
}
