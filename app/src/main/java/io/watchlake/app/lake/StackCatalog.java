package io.watchlake.app.lake;

import io.watchlake.app.config.Configuration;
import io.watchlake.app.json.Json;
import io.watchlake.lakehouse.catalog.CatalogOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * The catalog of a stack: below its home folder, unless its configuration names another. The home
 * remembers which one, so that {@code sql} and {@code status} find it while the stack is down;
 * secrets are never part of it, only where they are.
 */
public final class StackCatalog {

  private StackCatalog() {}

  /** As a configuration says, for the stack in {@code home}. */
  public static CatalogOptions of(Configuration.Lakehouse settings, Path home) {
    CatalogOptions local = CatalogOptions.local(home);
    Map<String, String> extra = new HashMap<>();
    settings.catalogUser().ifPresent(user -> extra.put("jdbc.user", user));
    settings.catalogPasswordEnv().ifPresent(name -> extra.put("jdbc.password_env", name));
    settings
        .catalogPasswordFile()
        .ifPresent(file -> extra.put("jdbc.password_file", file.toString()));
    return new CatalogOptions(
        settings.catalogUri().orElse(local.catalogUri()),
        settings.warehouse().orElse(local.warehouse()),
        extra);
  }

  /**
   * Lets {@code home} remember its catalog.
   *
   * @throws IOException if it cannot be written down
   */
  public static void remember(Path home, CatalogOptions catalog) throws IOException {
    Files.createDirectories(file(home).getParent());
    Files.writeString(file(home), Json.writeIndented(catalog) + '\n');
  }

  /** The catalog that {@code home} remembers; the one below it where it remembers none. */
  public static CatalogOptions of(Path home) {
    Path file = file(home);
    if (!Files.isRegularFile(file)) {
      return CatalogOptions.local(home);
    }
    try {
      return Json.mapper().readValue(file.toFile(), CatalogOptions.class);
    } catch (IOException e) {
      throw new UncheckedIOException(
          file + " cannot be read; ./watchlake up with the stack's configuration writes it anew",
          e);
    }
  }

  private static Path file(Path home) {
    return home.toAbsolutePath().normalize().resolve("state").resolve("catalog.json");
  }
}
