package io.watchlake.model.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GlobTest {

  @ParameterizedTest
  @CsvSource({
    "services/shop/**, services/shop/src/main.go, true",
    "services/shop/**, services/shop, false",
    "services/shop/**, services/shopping/a, false",
    "services/*/a, services/shop/a, true",
    "services/*/a, services/shop/b/a, false",
    "**/Dockerfile, Dockerfile, true",
    "**/Dockerfile, services/shop/Dockerfile, true",
    "**/Dockerfile, services/shop/MyDockerfile, false",
    "go.m?d, go.mod, true",
    "go.m?d, go.m/d, false",
    "go.mod, goxmod, false",
    "a+(b)[c]{d}, a+(b)[c]{d}, true",
    "README.md, readme.md, false",
  })
  void matchesWholeNames(String glob, String name, boolean matches) {
    assertThat(Glob.of(glob).matches(name)).isEqualTo(matches);
  }

  @Test
  void whatCanMatchNothingIsRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> Glob.of(" "));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Glob.of("/services/**"))
        .withMessageContaining("begins with a slash");
  }
}
