package haetae.app.control;

import haetae.app.control.Answer.Stage;
import haetae.app.control.Word.Verb;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Gives the operator's word to every service that runs with a data folder, and waits for the
 * answers. A halt or a flatten sets the latch first, so that it holds whatever becomes of the
 * services. Threads: one.
 */
public final class Caller {
  private static final long LOOK_MS = 50;

  private final HaltLatch latch;
  private final String dataDir;

  /** A caller of the services that use this latch and data folder. */
  public Caller(HaltLatch latch, String dataDir) {
    this.latch = latch;
    this.dataDir = dataDir;
  }

  /** What speaks against giving a word at all; empty if nothing does. */
  public String objection(Word word) {
    boolean halted = latch.read().filter(set -> set.verb() == Verb.HALT).isPresent();
    return word.verb() == Verb.FLATTEN && halted
        ? "trading is halted, and a halt closes nothing: resume first, then flatten"
        : "";
  }

  /**
   * Gives a word.
   *
   * @return those who will hear it
   * @throws IOException if it cannot be left; a latch that could be set is set
   */
  public List<ServiceFolder> give(Word word) throws IOException {
    if (word.verb().lasting()) {
      latch.set(word);
    }
    List<ServiceFolder> running =
        ServiceFolder.all(dataDir).stream().filter(ServiceFolder::running).toList();
    for (ServiceFolder service : running) {
      service.mailbox().post(word);
    }
    return running;
  }

  /**
   * Waits until a word is done or refused everywhere, a service is gone, or the time is over.
   *
   * @param progress takes each new state of an answer that is not the last
   * @return by service its last answer, empty if it gave none
   */
  public Map<ServiceFolder, Optional<Answer>> await(
      Word word, List<ServiceFolder> services, long waitMs, Consumer<String> progress)
      throws IOException, InterruptedException {
    long endNs = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(waitMs);
    Map<ServiceFolder, Optional<Answer>> answers = new LinkedHashMap<>();
    services.forEach(service -> answers.put(service, Optional.empty()));
    List<ServiceFolder> open = new ArrayList<>(services);
    while (!open.isEmpty() && System.nanoTime() - endNs < 0) {
      for (ServiceFolder service : List.copyOf(open)) {
        boolean gone = !service.running();
        Optional<Answer> now = service.mailbox().answerTo(word);
        if (now.isPresent() && !now.equals(answers.put(service, now)) && !over(now)) {
          progress.accept(service.name() + ": " + now.get().text());
        }
        if (over(now) || gone) {
          open.remove(service);
        }
      }
      if (!open.isEmpty()) {
        Thread.sleep(LOOK_MS);
      }
    }
    for (ServiceFolder service : services) {
      service.mailbox().forget(word);
    }
    return answers;
  }

  private static boolean over(Optional<Answer> answer) {
    return answer.isPresent() && answer.get().stage() != Stage.TAKEN;
  }
}
