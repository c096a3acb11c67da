package io.watchlake.lakehouse.catalog;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.iceberg.CatalogProperties;
import org.apache.iceberg.hadoop.HadoopFileIO;
import org.apache.iceberg.jdbc.JdbcCatalog;

/** Opens catalogs. */
final class Catalogs {

  /** Name of the catalog in its database; part of the tables' identity there. */
  static final String NAME = "lakehouse";

  static final String SCHEMA_VERSION = "jdbc.schema-version";

  private static final String HADOOP_PREFIX = "hadoop.";
  private static final String ENV_SUFFIX = "_env";
  private static final String FILE_SUFFIX = "_file";

  private Catalogs() {}

  static JdbcCatalog open(CatalogOptions options) {
    createLocalFolders(options);
    JdbcCatalog catalog = new JdbcCatalog();
    Configuration hadoop = hadoop(options);
    if (options.isLocalWarehouse()) {
      withoutChecksumFiles(hadoop);
    }
    catalog.setConf(hadoop);
    catalog.initialize(NAME, properties(options));
    return catalog;
  }

  static Map<String, String> properties(CatalogOptions options) {
    Map<String, String> properties = new HashMap<>();
    properties.put(CatalogProperties.URI, options.catalogUri());
    properties.put(CatalogProperties.WAREHOUSE_LOCATION, options.warehouse());
    properties.put(CatalogProperties.FILE_IO_IMPL, HadoopFileIO.class.getName());
    properties.put(SCHEMA_VERSION, "V1");
    options
        .extra()
        .forEach(
            (key, value) -> {
              if (key.endsWith(ENV_SUFFIX)) {
                properties.put(withoutSuffix(key, ENV_SUFFIX), fromEnvironment(key, value));
              } else if (key.endsWith(FILE_SUFFIX)) {
                properties.put(withoutSuffix(key, FILE_SUFFIX), fromFile(key, value));
              } else if (!key.startsWith(HADOOP_PREFIX)) {
                properties.put(key, value);
              }
            });
    return properties;
  }

  private static Configuration hadoop(CatalogOptions options) {
    Configuration configuration = new Configuration();
    options
        .extra()
        .forEach(
            (key, value) -> {
              if (key.startsWith(HADOOP_PREFIX)) {
                configuration.set(key.substring(HADOOP_PREFIX.length()), value);
              }
            });
    return configuration;
  }

  /**
   * Hadoop's local file system would write a .crc file beside every file: twice the files. It is
   * one object in the process, so this holds for all who use it.
   */
  private static void withoutChecksumFiles(Configuration hadoop) {
    try {
      FileSystem.getLocal(hadoop).setWriteChecksum(false);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot open the local file system", e);
    }
  }

  static void createLocalFolders(CatalogOptions options) {
    if (!options.isSqlite()) {
      return;
    }
    String file = options.catalogUri().substring("jdbc:sqlite:".length());
    file = file.startsWith("file:") ? file.substring("file:".length()) : file;
    int query = file.indexOf('?');
    Path parent = Path.of(query < 0 ? file : file.substring(0, query)).getParent();
    if (parent == null) {
      return;
    }
    try {
      Files.createDirectories(parent);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot create the catalog's folder " + parent, e);
    }
  }

  private static String withoutSuffix(String key, String suffix) {
    return key.substring(0, key.length() - suffix.length());
  }

  private static String fromEnvironment(String key, String variable) {
    String value = System.getenv(variable);
    if (value == null) {
      throw new IllegalStateException(
          "the catalog property '"
              + key
              + "' names the environment variable "
              + variable
              + ", which is not set");
    }
    return value;
  }

  private static String fromFile(String key, String file) {
    try {
      return Files.readString(Path.of(file)).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(
          "the catalog property '" + key + "' names the file " + file + ", which cannot be read",
          e);
    }
  }
}
