package haetae.ops.sysmon;

import com.sun.management.GarbageCollectionNotificationInfo;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import javax.management.ListenerNotFoundException;
import javax.management.Notification;
import javax.management.NotificationEmitter;
import javax.management.NotificationListener;
import javax.management.openmbean.CompositeData;

/**
 * Hears of every garbage collection and keeps the longest pause until it is asked.
 *
 * <p>Beans named {@code ... Cycles} (ZGC, Shenandoah) tell of concurrent work, during which the
 * program runs: not counted. Threads: the JVM's notification thread tells, any asks.
 */
final class GcPauses implements AutoCloseable {
  private final List<NotificationEmitter> emitters = new ArrayList<>();
  private final NotificationListener listener = (notification, _) -> heard(notification);
  private final AtomicLong longestMs = new AtomicLong();

  GcPauses() {
    for (GarbageCollectorMXBean bean : ManagementFactory.getGarbageCollectorMXBeans()) {
      if (bean instanceof NotificationEmitter emitter && !bean.getName().endsWith("Cycles")) {
        emitter.addNotificationListener(listener, null, null);
        emitters.add(emitter);
      }
    }
  }

  private void heard(Notification notification) {
    String type = GarbageCollectionNotificationInfo.GARBAGE_COLLECTION_NOTIFICATION;
    if (type.equals(notification.getType())) {
      var data = (CompositeData) notification.getUserData();
      paused(GarbageCollectionNotificationInfo.from(data).getGcInfo().getDuration());
    }
  }

  void paused(long ms) {
    longestMs.accumulateAndGet(ms, Math::max);
  }

  /** Longest pause since the last call, in ms; 0 if there was none. */
  long takeLongestMs() {
    return longestMs.getAndSet(0);
  }

  @Override
  public void close() {
    for (NotificationEmitter emitter : emitters) {
      try {
        emitter.removeNotificationListener(listener);
      } catch (ListenerNotFoundException e) {
        throw new IllegalStateException("was added by the constructor", e);
      }
    }
    emitters.clear();
  }
}
