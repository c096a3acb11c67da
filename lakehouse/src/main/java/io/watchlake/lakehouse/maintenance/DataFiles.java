package io.watchlake.lakehouse.maintenance;

import java.util.ArrayList;
import java.util.List;
import org.apache.iceberg.ContentFileParser;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.Table;
import org.apache.iceberg.util.JsonUtil;

/** Data files as text and back. */
final class DataFiles {

  private DataFiles() {}

  static List<String> toJson(Table table, List<DataFile> files) {
    List<String> result = new ArrayList<>(files.size());
    for (DataFile file : files) {
      result.add(ContentFileParser.toJson(file, table.specs().get(file.specId())));
    }
    return List.copyOf(result);
  }

  static List<DataFile> fromJson(Table table, List<String> files) {
    List<DataFile> result = new ArrayList<>(files.size());
    for (String file : files) {
      result.add(
          (DataFile) JsonUtil.parse(file, json -> ContentFileParser.fromJson(json, table.specs())));
    }
    return result;
  }
}
