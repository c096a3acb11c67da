package io.watchlake.model.delivery;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which service a change, a deployment or an incident is of, where what reports it names a
 * repository of many services or names a service otherwise. What no service of the map claims stays
 * with what it names.
 *
 * @param services in the order they were written; each name once
 */
public record ServiceMap(List<Service> services) implements Serializable {

  private static final long serialVersionUID = 1L;

  /** Maps nothing. */
  public static final ServiceMap NONE = new ServiceMap(List.of());

  /**
   * A service and what is its own.
   *
   * @param name its name in figures
   * @param names what else it is called, such as by a pager
   * @param repositories where its changes land
   * @param paths files in its repositories; empty for all of them
   * @param artifacts what is deployed of it: purls, without a version those of any version
   * @param environments where deployments of its repositories are its own
   */
  public record Service(
      String name,
      List<String> names,
      List<Glob> repositories,
      List<Glob> paths,
      List<Glob> artifacts,
      List<Glob> environments)
      implements Serializable {

    private static final long serialVersionUID = 1L;

    /**
     * @throws IllegalArgumentException where nothing is its own, or paths or environments stand
     *     without the repositories that they are of
     */
    public Service {
      names = List.copyOf(names);
      repositories = List.copyOf(repositories);
      paths = List.copyOf(paths);
      artifacts = List.copyOf(artifacts);
      environments = List.copyOf(environments);
      if (name.isBlank()) {
        throw new IllegalArgumentException("a service without a name");
      }
      if (names.isEmpty() && repositories.isEmpty() && artifacts.isEmpty()) {
        throw new IllegalArgumentException(
            "'" + name + "' has neither names nor repositories nor artifacts of its own");
      }
      if (repositories.isEmpty() && !(paths.isEmpty() && environments.isEmpty())) {
        throw new IllegalArgumentException(
            "'" + name + "' has paths or environments, but no repositories that they are of");
      }
    }

    private boolean hasRepository(String repository) {
      return any(repositories, repository);
    }

    private boolean touches(Collection<String> changed) {
      return paths.isEmpty() || changed.stream().anyMatch(path -> any(paths, path));
    }

    private boolean isNamed(String told) {
      return name.equals(told) || names.contains(told);
    }

    private boolean makes(@Nullable String artifact) {
      return artifact != null
          && (any(artifacts, artifact) || any(artifacts, withoutVersion(artifact)));
    }

    /** Where neither artifacts nor environments tell its deployments apart, all are its own. */
    private boolean runsIn(String repository, @Nullable String environment) {
      return hasRepository(repository)
          && (environments.isEmpty()
              ? artifacts.isEmpty()
              : environment != null && any(environments, environment));
    }
  }

  /**
   * @throws IllegalArgumentException where two services have one name
   */
  public ServiceMap {
    services = List.copyOf(services);
    Set<String> seen = new LinkedHashSet<>();
    for (Service service : services) {
      if (!seen.add(service.name())) {
        throw new IllegalArgumentException("the service '" + service.name() + "' is there twice");
      }
    }
  }

  public boolean isEmpty() {
    return services.isEmpty();
  }

  /** Whether changes of a repository are of services of the map. */
  public boolean covers(String repository) {
    return services.stream().anyMatch(service -> service.hasRepository(repository));
  }

  /**
   * The services whose own files a change touches.
   *
   * @param paths the files that it changed, as far as they are told
   */
  public List<String> ofChange(String repository, Collection<String> paths) {
    List<String> names = new ArrayList<>();
    for (Service service : services) {
      if (service.hasRepository(repository) && service.touches(paths)) {
        names.add(service.name());
      }
    }
    return names;
  }

  /**
   * The services that a deployment or an incident is of: that of the name that is told, else those
   * of the artifact, else those of the repository that is told instead of a service.
   *
   * @param told the service that is told; a forge tells the repository
   * @param artifact a purl; null where not told
   * @param environment null where not told
   * @return the told one alone where no service of the map is meant
   */
  public List<String> ofSubject(
      String told, @Nullable String artifact, @Nullable String environment) {
    List<String> named = new ArrayList<>();
    List<String> makers = new ArrayList<>();
    List<String> residents = new ArrayList<>();
    for (Service service : services) {
      if (service.isNamed(told)) {
        named.add(service.name());
      }
      if (service.makes(artifact)) {
        makers.add(service.name());
      }
      if (service.runsIn(told, environment)) {
        residents.add(service.name());
      }
    }
    for (List<String> found : List.of(named, makers, residents)) {
      if (!found.isEmpty()) {
        return found;
      }
    }
    return List.of(told);
  }

  /**
   * Whether a change counts for who deploys it. For a service of the map one of its repositories
   * does if it touches the service's files, or tells none. For others one that is of a service of
   * the map does not.
   *
   * @param name whose deployment it is: a service, or a repository that is deployed as such
   * @param paths the files that it changed, as far as they are told
   */
  public boolean counts(String name, String repository, Collection<String> paths) {
    for (Service service : services) {
      if (service.name().equals(name)) {
        return !service.hasRepository(repository) || paths.isEmpty() || service.touches(paths);
      }
    }
    return !name.equals(repository) || ofChange(repository, paths).isEmpty();
  }

  /**
   * What is said of a service, or of a repository that is deployed as such: a text for each entry,
   * the same for the same meaning.
   */
  public List<String> about(String name) {
    List<String> said = new ArrayList<>();
    for (Service service : services) {
      if (service.name().equals(name) || service.hasRepository(name)) {
        said.add(
            service.name()
                + " names="
                + service.names()
                + " repositories="
                + service.repositories()
                + " paths="
                + service.paths()
                + " artifacts="
                + service.artifacts()
                + " environments="
                + service.environments());
      }
    }
    return said;
  }

  private static boolean any(List<Glob> globs, String name) {
    return globs.stream().anyMatch(glob -> glob.matches(name));
  }

  /** A purl up to its version, qualifiers and subpath. */
  private static String withoutVersion(String purl) {
    int end = purl.length();
    for (char mark : new char[] {'@', '?', '#'}) {
      int at = purl.indexOf(mark);
      if (at >= 0) {
        end = Math.min(end, at);
      }
    }
    return purl.substring(0, end);
  }
}
