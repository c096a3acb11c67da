package io.watchlake.app.config;

import io.watchlake.app.config.Fields.Field;
import io.watchlake.app.config.Fields.Named;
import io.watchlake.model.delivery.Glob;
import io.watchlake.model.delivery.ServiceMap;
import io.watchlake.model.delivery.ServiceMap.Service;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.Node;

/** Which service is whose: a section a service, under its name. */
final class ServiceMapType implements Type<ServiceMap> {

  private static final Type<List<String>> PATTERNS =
      Types.list(
          Types.TEXT.checked(
              "pattern", "write a pattern such as services/shop/**", text -> Glob.of(text).text()));

  private static final Field<List<String>> NAMES = new Field<>("names", Types.list(Types.TEXT));
  private static final Field<List<String>> REPOSITORIES = new Field<>("repositories", PATTERNS);
  private static final Field<List<String>> PATHS = new Field<>("paths", PATTERNS);
  private static final Field<List<String>> ARTIFACTS = new Field<>("artifacts", PATTERNS);
  private static final Field<List<String>> ENVIRONMENTS = new Field<>("environments", PATTERNS);
  private static final List<Field<?>> FIELDS =
      List.of(NAMES, REPOSITORIES, PATHS, ARTIFACTS, ENVIRONMENTS);

  @Override
  public String name() {
    return "sections";
  }

  @Override
  public String range() {
    return "a service's name, and below it lists of " + Fields.names(FIELDS);
  }

  @Override
  public @Nullable ServiceMap read(Node node, Faults faults) {
    List<Service> services =
        Fields.read(
            node,
            FIELDS,
            ServiceMapType::service,
            "name 'repositories', 'artifacts' or 'names' below it",
            faults);
    return services == null ? null : new ServiceMap(services);
  }

  private static Service service(Named section) {
    return new Service(
        section.name(),
        section.fields().find(NAMES).orElse(List.of()),
        globs(section, REPOSITORIES),
        globs(section, PATHS),
        globs(section, ARTIFACTS),
        globs(section, ENVIRONMENTS));
  }

  private static List<Glob> globs(Named section, Field<List<String>> field) {
    return section.fields().find(field).orElse(List.of()).stream().map(Glob::of).toList();
  }

  @Override
  public String show(ServiceMap value) {
    return value.services().stream()
        .map(ServiceMapType::show)
        .collect(Collectors.joining(", ", "{", "}"));
  }

  private static String show(Service service) {
    List<String> lists = new ArrayList<>();
    add(lists, NAMES, service.names());
    add(lists, REPOSITORIES, texts(service.repositories()));
    add(lists, PATHS, texts(service.paths()));
    add(lists, ARTIFACTS, texts(service.artifacts()));
    add(lists, ENVIRONMENTS, texts(service.environments()));
    return Yaml.scalar(service.name()) + ": {" + String.join(", ", lists) + '}';
  }

  private static List<String> texts(List<Glob> globs) {
    return globs.stream().map(Glob::text).toList();
  }

  private static void add(List<String> lists, Field<List<String>> field, List<String> texts) {
    if (!texts.isEmpty()) {
      lists.add(field.name() + ": " + field.type().show(texts));
    }
  }
}
