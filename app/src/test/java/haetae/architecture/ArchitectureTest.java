package haetae.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.constructors;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import haetae.engine.OrderGateway;
import haetae.risk.ApprovedOrder;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The rules of docs/architecture.md. Modules that do not exist yet have their place already. */
@AnalyzeClasses(packages = "haetae", importOptions = ArchitectureTest.WithoutTests.class)
final class ArchitectureTest {
  private static final String[] CORE = {
    "haetae.state..",
    "haetae.market..",
    "haetae.premium..",
    "haetae.strategy..",
    "haetae.risk..",
    "haetae.execution..",
    "haetae.portfolio..",
    "haetae.engine.."
  };
  private static final String[] CORE_MAY_USE = {
    "haetae.state..",
    "haetae.market..",
    "haetae.premium..",
    "haetae.strategy..",
    "haetae.risk..",
    "haetae.execution..",
    "haetae.portfolio..",
    "haetae.engine..",
    "java..",
    "org.agrona..",
    "org.jspecify.."
  };

  /** Leaves out test classes, in folders and in jars. */
  static final class WithoutTests implements ImportOption {
    @Override
    public boolean includes(Location location) {
      return !location.contains("/test-classes/") && !location.contains("-tests.jar");
    }
  }

  @ArchTest
  static final ArchRule CORE_KNOWS_ONLY_ITSELF =
      classes()
          .that()
          .resideInAnyPackage(CORE)
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(CORE_MAY_USE)
          .because("dependencies point inward, and the core is at the centre");

  @ArchTest
  static final ArchRule SIM_AND_STORE_AND_VENUES_KNOW_CORE_ONLY =
      noClasses()
          .that()
          .resideInAnyPackage("haetae.sim..", "haetae.venue..", "haetae.store..")
          .should()
          .dependOnClassesThat(
              resideInAnyPackage("haetae..")
                  .and(DescribedPredicate.not(resideInAnyPackage(CORE)))
                  .and(
                      DescribedPredicate.not(
                          resideInAnyPackage("haetae.sim..", "haetae.venue..", "haetae.store.."))))
          .because("dependencies point inward");

  @ArchTest
  static final ArchRule ADAPTERS_DO_NOT_KNOW_EACH_OTHER =
      slices()
          .matching("haetae.(sim|venue|store)..")
          .should()
          .notDependOnEachOther()
          .because("each can be replaced without the others");

  @ArchTest
  static final ArchRule VENUES_DO_NOT_KNOW_EACH_OTHER =
      slices()
          .matching("haetae.venue.(upbit|binance|recorded)..")
          .should()
          .notDependOnEachOther()
          .because("a new venue is a package and nothing else");

  @ArchTest
  static final ArchRule SANDBOX_KNOWS_CORE_AND_SIM =
      noClasses()
          .that()
          .resideInAPackage("haetae.sandbox..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("haetae.app..", "haetae.ops..", "haetae.venue..", "haetae.store..")
          .allowEmptyShould(true)
          .because("it stands in for the venues, so it must not share their code");

  @ArchTest
  static final ArchRule OPS_KNOWS_NOTHING_OF_TRADING =
      noClasses()
          .that()
          .resideInAPackage("haetae.ops..")
          .should()
          .dependOnClassesThat(
              resideInAnyPackage("haetae..")
                  .and(DescribedPredicate.not(resideInAPackage("haetae.ops.."))))
          .because("operation and core meet in the app, through a metrics snapshot");

  @ArchTest
  static final ArchRule NOTHING_USES_THE_APP =
      noClasses()
          .that()
          .resideOutsideOfPackages("haetae.app..", "haetae.bench..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("haetae.app..")
          .because("the app is the outermost ring");

  @ArchTest
  static final ArchRule NO_PACKAGE_CYCLES =
      slices()
          .matching("haetae.(**)")
          .should()
          .beFreeOfCycles()
          .because("a package that needs another one's user cannot be read alone");

  @ArchTest
  static final ArchRule CORE_IS_DETERMINISTIC =
      noClasses()
          .that()
          .resideInAnyPackage(CORE)
          .should()
          .accessTargetWhere(
              DescribedPredicate.describe(
                  "clock, chance, threads, files or the network", ArchitectureTest::forbidden))
          .because("the same events must give the same commands");

  private static final Set<String> CLOCKS =
      Set.of(
          "java.lang.System.currentTimeMillis",
          "java.lang.System.nanoTime",
          "java.lang.System.getenv",
          "java.lang.System.getProperty",
          "java.lang.System.identityHashCode",
          "java.lang.Math.random",
          "java.util.UUID.randomUUID",
          "java.time.Clock.systemUTC",
          "java.time.Clock.systemDefaultZone",
          "java.time.Clock.system");
  private static final Set<String> CHANCE_AND_THREADS =
      Set.of(
          "java.lang.Thread",
          "java.lang.ThreadLocal",
          "java.lang.Runtime",
          "java.lang.ProcessBuilder",
          "java.util.Random",
          "java.util.SplittableRandom",
          "java.util.Timer",
          "java.util.concurrent.ThreadLocalRandom",
          "java.security.SecureRandom",
          "java.util.concurrent.Executors",
          "java.util.concurrent.CompletableFuture",
          "java.util.concurrent.ForkJoinPool",
          "java.util.concurrent.locks.LockSupport");

  private static boolean forbidden(JavaAccess<?> access) {
    String owner = access.getTargetOwner().getFullName();
    String name = owner + "." + access.getTarget().getName();
    boolean now = owner.startsWith("java.time.") && access.getTarget().getName().equals("now");
    boolean outside =
        List.of("java.io.", "java.net.", "java.nio.channels.", "java.nio.file.", "java.sql.")
            .stream()
            .anyMatch(owner::startsWith);
    return now || outside || CLOCKS.contains(name) || CHANCE_AND_THREADS.contains(owner);
  }

  @ArchTest
  static final ArchRule CORE_HAS_NO_LOCKS =
      noMethods()
          .that()
          .areDeclaredInClassesThat()
          .resideInAnyPackage(CORE)
          .should()
          .haveModifier(JavaModifier.SYNCHRONIZED)
          .because("one thread alone touches the engine");

  @ArchTest
  static final ArchRule MONEY_IS_EXACT =
      noFields()
          .that()
          .areDeclaredInClassesThat(floatingPointFree())
          .should()
          .haveRawType(double.class)
          .orShould()
          .haveRawType(float.class)
          .orShould()
          .haveRawType(Double.class)
          .because("money is long scaled by 1e8; double is for the statistics of a strategy");

  @ArchTest
  static final ArchRule MONEY_IS_EXACT_IN_METHODS =
      methods()
          .that()
          .areDeclaredInClassesThat(floatingPointFree())
          .should(takeAndReturnNoFloatingPoint())
          .because("money is long scaled by 1e8; double is for the statistics of a strategy");

  @ArchTest
  static final ArchRule ORDER_OF_ITERATION_IS_DEFINED =
      noClasses()
          .that()
          .resideInAnyPackage(
              "haetae.engine..", "haetae.execution..", "haetae.portfolio..", "haetae.risk..")
          .should()
          .callConstructorWhere(
              DescribedPredicate.describe(
                  "HashMap or HashSet",
                  call ->
                      call.getTargetOwner().isEquivalentTo(HashMap.class)
                          || call.getTargetOwner().isEquivalentTo(HashSet.class)))
          .because("their order of iteration could reach a command");

  @ArchTest
  static final ArchRule ONLY_RISK_APPROVES_ORDERS =
      noClasses()
          .that()
          .resideOutsideOfPackage("haetae.risk..")
          .should()
          .callConstructorWhere(
              DescribedPredicate.describe(
                  "ApprovedOrder",
                  call -> call.getTargetOwner().isEquivalentTo(ApprovedOrder.class)))
          .because("no order without approval");

  @ArchTest
  static final ArchRule AN_APPROVAL_CANNOT_BE_MADE_ELSEWHERE =
      constructors()
          .that()
          .areDeclaredIn(ApprovedOrder.class)
          .should()
          .bePackagePrivate()
          .because("no order without approval");

  @ArchTest
  static final ArchRule A_GATEWAY_TAKES_APPROVED_ORDERS_ONLY =
      methods()
          .that()
          .areDeclaredIn(OrderGateway.class)
          .and()
          .haveName("place")
          .should()
          .haveRawParameterTypes(ApprovedOrder.class)
          .because("no order without approval");

  @ArchTest
  static final ArchRule ONLY_THE_APP_READS_ITS_SURROUNDINGS =
      noClasses()
          .that()
          .resideOutsideOfPackages("haetae.app", "haetae.bench..")
          .should()
          .accessTargetWhere(
              DescribedPredicate.describe(
                  "environment or system properties", ArchitectureTest::readsSurroundings))
          .because("what a run depends on stands on its command line and in its configuration");

  private static boolean readsSurroundings(JavaAccess<?> access) {
    String name = access.getTarget().getName();
    JavaClass owner = access.getTargetOwner();
    return owner.isEquivalentTo(System.class)
        ? List.of("getenv", "getProperty", "getProperties").contains(name)
        : Stream.of(Integer.class, Long.class, Boolean.class).anyMatch(owner::isEquivalentTo)
            && List.of("getInteger", "getLong", "getBoolean").contains(name);
  }

  @ArchTest
  static final ArchRule NAMES_SAY_WHAT_A_CLASS_IS =
      noClasses()
          .should()
          .haveNameMatching(".*(Manager|Helper|Utils?|Impl|Base)")
          .because("such a name says nothing");

  @ArchTest
  static final ArchRule NOTHING_PUBLIC_CAN_BE_CHANGED_FROM_OUTSIDE =
      noFields().that().arePublic().should().notBeFinal().because("an object keeps its own rules");

  private static DescribedPredicate<JavaClass> floatingPointFree() {
    return resideInAnyPackage(CORE)
        .and(DescribedPredicate.not(resideInAPackage("haetae.strategy..")));
  }

  private static ArchCondition<JavaMethod> takeAndReturnNoFloatingPoint() {
    return new ArchCondition<>("take and return no floating point") {
      @Override
      public void check(JavaMethod method, ConditionEvents events) {
        if (floats(method.getRawReturnType())
            || method.getRawParameterTypes().stream().anyMatch(ArchitectureTest::floats)) {
          events.add(SimpleConditionEvent.violated(method, text(method)));
        }
      }
    };
  }

  private static String text(JavaCodeUnit method) {
    return method.getFullName() + " uses floating point in " + method.getSourceCodeLocation();
  }

  private static boolean floats(JavaClass type) {
    return List.of("double", "float", "double[]", "float[]", "java.lang.Double", "java.lang.Float")
        .contains(type.getName());
  }
}
