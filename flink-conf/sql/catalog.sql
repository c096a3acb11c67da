-- The lakehouse in Flink SQL: for the SQL client (-i), the SQL gateway, or any Flink 1.20 session.
-- Put in place of the three names in braces: the catalog's JDBC address, the warehouse folder, and
-- the path of watchlake-jobs.jar, which holds the function. The libraries of flink-lib/ go into
-- Flink's lib/.

SET 'execution.runtime-mode' = 'batch';
SET 'table.local-time-zone' = 'UTC';
SET 'sql-client.execution.result-mode' = 'tableau';

ADD JAR '${JOBS_JAR}';

-- The name is part of the tables' identity in the catalog's database.
CREATE CATALOG lakehouse WITH (
  'type' = 'iceberg',
  'catalog-impl' = 'org.apache.iceberg.jdbc.JdbcCatalog',
  'uri' = '${CATALOG_URI}',
  'warehouse' = '${WAREHOUSE}',
  'io-impl' = 'org.apache.iceberg.hadoop.HadoopFileIO',
  'jdbc.schema-version' = 'V1'
);

USE CATALOG lakehouse;
USE telemetry;

-- The points of a chunk: its lists, side by side.
CREATE TEMPORARY FUNCTION chunk_points AS 'io.watchlake.lakehouse.flink.ChunkPoints';
