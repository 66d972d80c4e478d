package haetae.ops.watchdog;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** A bound Unix datagram socket that plays the supervisor. */
@SuppressWarnings("restricted")
final class UnixDatagrams implements AutoCloseable {
  private static final int DONTWAIT = 0x40;

  private final int descriptor;

  /** Binds a path, or an abstract name that begins with {@code @}. */
  UnixDatagrams(String address) throws Throwable {
    var i = ValueLayout.JAVA_INT;
    descriptor = (int) function("socket", FunctionDescriptor.of(i, i, i, i)).invokeExact(1, 2, 0);
    byte[] name = address.getBytes(StandardCharsets.UTF_8);
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment target = arena.allocate(3L + name.length);
      target.set(ValueLayout.JAVA_SHORT, 0, (short) 1);
      MemorySegment.copy(name, 0, target, ValueLayout.JAVA_BYTE, 2, name.length);
      boolean hidden = name[0] == '@';
      if (hidden) {
        target.set(ValueLayout.JAVA_BYTE, 2, (byte) 0);
      }
      MethodHandle bind = function("bind", FunctionDescriptor.of(i, i, ValueLayout.ADDRESS, i));
      int failed = (int) bind.invokeExact(descriptor, target, 2 + name.length + (hidden ? 0 : 1));
      if (descriptor < 0 || failed != 0) {
        throw new IllegalStateException("cannot bind " + address);
      }
    }
  }

  private static MethodHandle function(String name, FunctionDescriptor types) {
    Linker linker = Linker.nativeLinker();
    return linker.downcallHandle(linker.defaultLookup().findOrThrow(name), types);
  }

  /** The next datagram, null if there is none. */
  @Nullable String poll() {
    var i = ValueLayout.JAVA_INT;
    var l = ValueLayout.JAVA_LONG;
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment data = arena.allocate(4_096);
      MethodHandle receive =
          function("recv", FunctionDescriptor.of(l, i, ValueLayout.ADDRESS, l, i));
      long length = (long) receive.invokeExact(descriptor, data, data.byteSize(), DONTWAIT);
      return length < 0
          ? null
          : new String(
              data.asSlice(0, length).toArray(ValueLayout.JAVA_BYTE), StandardCharsets.UTF_8);
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    var i = ValueLayout.JAVA_INT;
    try {
      int _ = (int) function("close", FunctionDescriptor.of(i, i)).invokeExact(descriptor);
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }
}
