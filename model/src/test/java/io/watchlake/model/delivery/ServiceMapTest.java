package io.watchlake.model.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.watchlake.model.delivery.ServiceMap.Service;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ServiceMapTest {

  private static List<Glob> globs(String... texts) {
    return Stream.of(texts).map(Glob::of).toList();
  }

  private static Service of(
      String name, List<Glob> paths, List<Glob> artifacts, List<Glob> environments) {
    return new Service(name, List.of(), globs("acme/mono"), paths, artifacts, environments);
  }

  private static final ServiceMap MAP =
      new ServiceMap(
          List.of(
              of("shop", globs("shop/**", "lib/**"), globs("pkg:oci/shop"), List.of()),
              of("till", globs("till/**", "lib/**"), List.of(), globs("till-*")),
              new Service(
                  "all", List.of("A 1"), globs("acme/*"), List.of(), List.of(), List.of())));

  @Test
  void aChangeIsOfEachServiceWhoseFilesItTouches() {
    assertThat(MAP.ofChange("acme/mono", List.of("shop/a"))).containsExactly("shop", "all");
    assertThat(MAP.ofChange("acme/mono", List.of("x", "lib/b")))
        .containsExactly("shop", "till", "all");
    assertThat(MAP.ofChange("acme/mono", List.of("README.md"))).containsExactly("all");
    assertThat(MAP.ofChange("acme/mono", List.of()))
        .as("files that are not told touch nothing")
        .containsExactly("all");
    assertThat(MAP.ofChange("other/mono", List.of("shop/a"))).isEmpty();
  }

  @Test
  void aChangeOfItsRepositoryCountsForAServiceIfItTouchesItsFilesOrTellsNone() {
    assertThat(MAP.counts("shop", "acme/mono", List.of("shop/a"))).isTrue();
    assertThat(MAP.counts("shop", "acme/mono", List.of("till/a"))).isFalse();
    assertThat(MAP.counts("shop", "acme/mono", List.of())).isTrue();
    assertThat(MAP.counts("shop", "acme/library", List.of("till/a")))
        .as("of another repository, which a deployment names")
        .isTrue();
    assertThat(MAP.counts("gate", "acme/mono", List.of("till/a")))
        .as("for a service that the map does not know")
        .isTrue();
  }

  @Test
  void whatNoServiceClaimsCountsForItsRepository() {
    ServiceMap map = new ServiceMap(List.of(of("shop", globs("shop/**"), List.of(), List.of())));
    assertThat(map.counts("acme/mono", "acme/mono", List.of("docs/a"))).isTrue();
    assertThat(map.counts("acme/mono", "acme/mono", List.of("shop/a"))).isFalse();
  }

  @Test
  void aSubjectIsOfTheServiceThatIsNamedElseOfItsArtifactElseOfItsRepository() {
    assertThat(MAP.ofSubject("shop", "pkg:oci/till", "till-eu")).containsExactly("shop");
    assertThat(MAP.ofSubject("A 1", null, null)).containsExactly("all");
    assertThat(MAP.ofSubject("acme/mono", "pkg:oci/shop@1?arch=x", "till-eu"))
        .containsExactly("shop");
    assertThat(MAP.ofSubject("acme/mono", null, "till-eu")).containsExactly("till", "all");
    assertThat(MAP.ofSubject("acme/mono", null, "production"))
        .as("a deployment of all that cannot be told apart")
        .containsExactly("all");
    assertThat(MAP.ofSubject("elsewhere", "pkg:oci/shopping@1", null)).containsExactly("elsewhere");
  }

  @Test
  void aServiceOfWhichNothingIsKnownIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> new Service("shop", List.of(), List.of(), List.of(), List.of(), List.of()))
        .withMessageContaining("'shop' has neither names nor repositories nor artifacts");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new Service(
                    "shop", List.of("S"), List.of(), globs("shop/**"), List.of(), List.of()))
        .withMessageContaining("no repositories that they are of");
    Service shop = of("shop", List.of(), List.of(), List.of());
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ServiceMap(List.of(shop, shop)))
        .withMessageContaining("twice");
  }
}
