package io.watchlake.app.config;

import io.watchlake.app.config.Key.NotUsed;
import io.watchlake.app.config.Key.Use;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * The three ways to give one secret; at most one may be given.
 *
 * @param text the secret itself: accepted with a warning, and never used
 * @param environment the name of an environment variable
 * @param file the path of a file
 */
record SecretKeys(Key<Secret> text, Key<String> environment, Key<String> file) {

  private static final String TEXT_IS_NOT_USED =
      "a secret comes from an environment variable or a file, never from this text";

  private static final Set<String> TELLING =
      Set.of("password", "passwd", "authorization", "token", "secret", "key", "cookie");

  static SecretKeys of(String path, Use use, String what) {
    return new SecretKeys(
        new Key<>(
            path,
            new LiteralType(),
            null,
            new NotUsed(TEXT_IS_NOT_USED),
            what + ", as text. Loads with a warning."),
        new Key<>(
            path + "_env",
            Types.ENVIRONMENT_NAME_TEXT,
            null,
            use,
            what + ": the environment variable that holds it."),
        new Key<>(
            path + "_file", Types.TEXT, null, use, what + ": the file that holds it, alone."));
  }

  List<Key<?>> all() {
    return List.of(environment, file, text);
  }

  /** How many of the three ways the file uses. */
  long given(Values values) {
    return all().stream().filter(values::given).count();
  }

  /**
   * Where the secret is, if the file names a place.
   *
   * @param folder what its path is relative to
   */
  Optional<Secret> find(Values values, Path folder) {
    return place(values.find(environment), values.find(file), folder);
  }

  /**
   * The same of a key with a {@code *}.
   *
   * @param name what stands there
   */
  Optional<Secret> find(Values values, String name, Path folder) {
    return place(values.find(environment, name), values.find(file, name), folder);
  }

  static Optional<Secret> place(Optional<String> environment, Optional<String> file, Path folder) {
    return environment
        .map(Secret::ofEnvironment)
        .or(() -> file.map(path -> Secret.ofFile(folder.resolve(path).normalize())));
  }

  /** Whether a name of the user's own choosing sounds like a secret. */
  static boolean soundsSecret(String name) {
    return Stream.of(name.toLowerCase(Locale.ROOT).split("[^a-z]+")).anyMatch(TELLING::contains);
  }

  /** A secret as text; its faults never repeat it. */
  private record LiteralType() implements Type<Secret> {

    private static final String ADVICE = "name an environment variable with the key's _env form";

    @Override
    public String name() {
      return "secret";
    }

    @Override
    public String range() {
      return "";
    }

    @Override
    public @Nullable Secret read(Node node, Faults faults) {
      if (!(node instanceof ScalarNode scalar)) {
        faults.add(node, Yaml.kind(node) + " where a secret belongs", ADVICE);
        return null;
      }
      if (scalar.getTag().equals(Tag.NULL) || scalar.getValue().isBlank()) {
        faults.add(node, "no value", ADVICE + ", or remove the key");
        return null;
      }
      return Secret.ofText(scalar.getValue());
    }

    @Override
    public String show(Secret value) {
      return Yaml.scalar(value.toString());
    }

    @Override
    public boolean secret() {
      return true;
    }
  }
}
