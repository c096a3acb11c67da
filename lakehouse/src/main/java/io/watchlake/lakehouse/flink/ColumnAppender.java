package io.watchlake.lakehouse.flink;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.iceberg.Metrics;
import org.apache.iceberg.MetricsConfig;
import org.apache.iceberg.Schema;
import org.apache.iceberg.SchemaParser;
import org.apache.iceberg.TableProperties;
import org.apache.iceberg.io.FileAppender;
import org.apache.iceberg.io.OutputFile;
import org.apache.iceberg.parquet.ParquetCodecFactory;
import org.apache.iceberg.parquet.ParquetSchemaUtil;
import org.apache.iceberg.parquet.ParquetUtil;
import org.apache.iceberg.shaded.org.apache.parquet.column.ParquetProperties;
import org.apache.iceberg.shaded.org.apache.parquet.compression.CompressionCodecFactory;
import org.apache.iceberg.shaded.org.apache.parquet.hadoop.ColumnChunkPageWriteStore;
import org.apache.iceberg.shaded.org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.iceberg.shaded.org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.iceberg.shaded.org.apache.parquet.schema.MessageType;
import org.apache.iceberg.util.PropertyUtil;

/**
 * A Parquet file of a table that is written by columns, each with the encoding that suits it.
 * Iceberg's own appender tries a dictionary on every column, and for doubles that never repeat the
 * trying costs more than the writing. Row groups are cut, and metrics kept, as there.
 *
 * @param <T> what becomes a row
 */
final class ColumnAppender<T> implements FileAppender<T> {

  /** What Iceberg names a table's rows in files. */
  private static final String ROOT = "table";

  /** Where Iceberg keeps the schema in a file. */
  private static final String SCHEMA_KEY = "iceberg.schema";

  private final Schema schema;
  private final MetricsConfig metricsConfig;
  private final long rowGroupSize;
  private final MessageType type;
  private final ParquetProperties properties;
  private final CompressionCodecFactory codecs;
  private final CompressionCodecName codec;
  private final ParquetColumns<T> columns;
  private final ParquetFileWriter file;

  private ColumnChunkPageWriteStore pages;
  private int rows;
  private int checkAt;
  private boolean closed;

  /**
   * @param properties of the table
   * @throws IOException where the file cannot be made
   */
  ColumnAppender(
      OutputFile output,
      Schema schema,
      Map<String, String> properties,
      MetricsConfig metricsConfig,
      RowShape<T> shape)
      throws IOException {
    this.schema = schema;
    this.metricsConfig = metricsConfig;
    this.rowGroupSize =
        PropertyUtil.propertyAsLong(
            properties,
            TableProperties.PARQUET_ROW_GROUP_SIZE_BYTES,
            TableProperties.PARQUET_ROW_GROUP_SIZE_BYTES_DEFAULT);
    this.type = ParquetSchemaUtil.convert(schema, ROOT);
    this.columns = new ParquetColumns<>(type, shape);
    this.properties = ParquetProperties.builder().build();
    this.codecs =
        new ParquetCodecFactory(new Configuration(false), this.properties.getPageSizeThreshold());
    this.codec =
        CompressionCodecName.valueOf(
            properties
                .getOrDefault(
                    TableProperties.PARQUET_COMPRESSION,
                    TableProperties.PARQUET_COMPRESSION_DEFAULT_SINCE_1_4_0)
                .toUpperCase(Locale.ROOT));
    this.file =
        new ParquetFileWriter(
            new ParquetOutput(output),
            type,
            ParquetFileWriter.Mode.OVERWRITE,
            rowGroupSize,
            0,
            null,
            this.properties);
    this.pages = pages();
    file.start();
    begin();
  }

  private ColumnChunkPageWriteStore pages() {
    return new ColumnChunkPageWriteStore(
        codecs.getCompressor(codec),
        type,
        properties.getAllocator(),
        properties.getColumnIndexTruncateLength(),
        properties.getPageWriteChecksumEnabled());
  }

  private void begin() {
    rows = 0;
    checkAt = properties.getMinRowCountForPageSizeCheck();
    columns.begin(pages);
  }

  @Override
  public void add(T record) {
    columns.write(record);
    rows++;
    if (rows >= checkAt) {
      cutWhereFull();
    }
  }

  /** Ends the row group before it grows over its size; looks as seldom as will do. */
  private void cutWhereFull() {
    long size = columns.bufferedBytes();
    double rowSize = (double) size / rows;
    if (size > rowGroupSize - 2 * rowSize) {
      try {
        end();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      pages = pages();
      begin();
    } else {
      int left = (int) ((rowGroupSize - size) / rowSize / 2);
      checkAt =
          rows
              + Math.min(
                  Math.max(left, properties.getMinRowCountForPageSizeCheck()),
                  properties.getMaxRowCountForPageSizeCheck());
    }
  }

  private void end() throws IOException {
    if (rows > 0) {
      file.startBlock(rows);
      columns.end();
      pages.flushToFileWriter(file);
      file.endBlock();
    }
    pages.close();
  }

  @Override
  public void close() throws IOException {
    if (closed) {
      return;
    }
    closed = true;
    try {
      end();
      file.end(Map.of(SCHEMA_KEY, SchemaParser.toJson(schema)));
    } finally {
      codecs.release();
    }
  }

  @Override
  public Metrics metrics() {
    return ParquetUtil.footerMetrics(file.getFooter(), columns.metrics(), metricsConfig);
  }

  @Override
  public long length() {
    try {
      return file.getPos() + (closed ? 0 : columns.bufferedBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public List<Long> splitOffsets() {
    return ParquetUtil.getSplitOffsets(file.getFooter());
  }
}
