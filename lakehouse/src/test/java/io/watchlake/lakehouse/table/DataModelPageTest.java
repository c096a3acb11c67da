package io.watchlake.lakehouse.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.Types;
import org.junit.jupiter.api.Test;

/** The lists of columns in {@code docs/data-model.md} are those of the tables. */
final class DataModelPageTest {

  private static final Path PAGE = Path.of("../docs/data-model.md");

  @Test
  void theColumnsOnThePageAreThoseOfTheTables() throws IOException {
    String page = Files.readString(PAGE);
    assertThat(page)
        .as("run the main method of DataModelPageTest in the folder lakehouse")
        .isEqualTo(withColumns(page));
  }

  /** Writes the lists of columns anew. */
  public static void main(String[] args) throws IOException {
    Files.writeString(PAGE, withColumns(Files.readString(PAGE)));
  }

  private static String withColumns(String page) {
    String result = page;
    for (TableDefinition table : LakehouseTables.ALL) {
      String begin = "<!-- columns " + table.name() + " -->\n";
      int from = result.indexOf(begin) + begin.length();
      int to = result.indexOf("<!-- end -->", from);
      assertThat(from)
          .as("a place for the columns of %s", table.name())
          .isGreaterThan(begin.length());
      assertThat(to).isGreaterThanOrEqualTo(from);
      result = result.substring(0, from) + columns(table) + result.substring(to);
    }
    return result;
  }

  private static String columns(TableDefinition table) {
    StringBuilder rows = new StringBuilder("| Column | Type | May be null |\n|---|---|---|\n");
    for (Types.NestedField field : table.schema().columns()) {
      rows.append("| `").append(field.name()).append("` | ");
      rows.append(name(field.type())).append(field.isOptional() ? " | yes |\n" : " | |\n");
    }
    return rows.toString();
  }

  private static String name(Type type) {
    if (type instanceof Types.ListType list) {
      return "list of " + name(list.elementType());
    }
    if (type instanceof Types.MapType map) {
      return "map of " + name(map.keyType()) + " to " + name(map.valueType());
    }
    return type instanceof Types.StructType ? "struct" : type.toString();
  }
}
