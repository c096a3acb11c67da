package io.watchlake.app.lake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.watchlake.app.config.Configuration;
import io.watchlake.app.config.ConfigurationLoader;
import io.watchlake.lakehouse.catalog.CatalogOptions;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StackCatalogTest {

  @TempDir Path home;

  @Test
  void withoutAConfigurationItIsBelowTheHome() {
    assertThat(StackCatalog.of(Configuration.defaults().lakehouse(), home))
        .isEqualTo(CatalogOptions.local(home));
    assertThat(StackCatalog.of(home)).isEqualTo(CatalogOptions.local(home));
  }

  @Test
  void aDatabaseIsFoundAgainWithoutTheConfiguration() throws Exception {
    Path file =
        Files.writeString(
            home.resolve("monitoring.yaml"),
            """
            monitoring:
              lakehouse:
                catalog_uri: "jdbc:postgresql://db:5432/lake"
                catalog_user: "lake"
                catalog_password_env: "LAKE_PASSWORD"
                warehouse: "/data/lake"
            """);
    CatalogOptions catalog =
        StackCatalog.of(ConfigurationLoader.load(file).configuration().lakehouse(), home);
    assertThat(catalog)
        .isEqualTo(
            new CatalogOptions(
                "jdbc:postgresql://db:5432/lake",
                "/data/lake",
                Map.of("jdbc.user", "lake", "jdbc.password_env", "LAKE_PASSWORD")));

    StackCatalog.remember(home, catalog);
    assertThat(StackCatalog.of(home)).isEqualTo(catalog);
  }

  @Test
  void whatCannotBeReadSaysWhatToDo() throws Exception {
    Files.createDirectories(home.resolve("state"));
    Files.writeString(home.resolve("state").resolve("catalog.json"), "{ not json");
    assertThatThrownBy(() -> StackCatalog.of(home))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("catalog.json cannot be read")
        .hasMessageContaining("./watchlake up");
  }
}
