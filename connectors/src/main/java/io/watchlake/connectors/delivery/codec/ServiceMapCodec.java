package io.watchlake.connectors.delivery.codec;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.watchlake.connectors.cloudevents.codec.InvalidEventException;
import io.watchlake.connectors.cloudevents.codec.JsonField;
import io.watchlake.model.delivery.Glob;
import io.watchlake.model.delivery.ServiceMap;
import io.watchlake.model.delivery.ServiceMap.Service;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/**
 * Service maps as JSON, the argument of a job: an object a service under its name, with the lists
 * {@code names}, {@code repositories}, {@code paths}, {@code artifacts} and {@code environments};
 * what is empty is left out.
 */
public final class ServiceMapCodec {

  private static final ObjectMapper JSON = JsonMapper.builder().build();
  private static final String NAMES = "names";
  private static final String REPOSITORIES = "repositories";
  private static final String PATHS = "paths";
  private static final String ARTIFACTS = "artifacts";
  private static final String ENVIRONMENTS = "environments";

  private ServiceMapCodec() {}

  /** One line of JSON. */
  public static String write(ServiceMap map) {
    ObjectNode object = JSON.createObjectNode();
    for (Service service : map.services()) {
      ObjectNode own = object.putObject(service.name());
      put(own, NAMES, service.names());
      put(own, REPOSITORIES, texts(service.repositories()));
      put(own, PATHS, texts(service.paths()));
      put(own, ARTIFACTS, texts(service.artifacts()));
      put(own, ENVIRONMENTS, texts(service.environments()));
    }
    return object.toString();
  }

  private static List<String> texts(List<Glob> globs) {
    return globs.stream().map(Glob::text).toList();
  }

  private static void put(ObjectNode object, String name, List<String> texts) {
    if (!texts.isEmpty()) {
      ArrayNode array = object.putArray(name);
      texts.forEach(array::add);
    }
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @throws IllegalArgumentException which says what is wrong
   */
  public static ServiceMap read(String json) {
    try {
      JsonField root = JsonField.root(JSON.readTree(json)).requiredObject();
      List<Service> services = new ArrayList<>();
      Iterator<Map.Entry<String, JsonNode>> fields = root.node().fields();
      while (fields.hasNext()) {
        String name = fields.next().getKey();
        JsonField own = root.get(name).requiredObject();
        services.add(
            new Service(
                name,
                own.get(NAMES).texts(),
                globs(own.get(REPOSITORIES)),
                globs(own.get(PATHS)),
                globs(own.get(ARTIFACTS)),
                globs(own.get(ENVIRONMENTS))));
      }
      return new ServiceMap(services);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("a service map is JSON, and this is none", e);
    } catch (InvalidEventException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  private static List<Glob> globs(JsonField list) throws InvalidEventException {
    return list.texts().stream().map(Glob::of).toList();
  }
}
