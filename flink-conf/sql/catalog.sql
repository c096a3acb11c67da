-- The lakehouse in Flink SQL: for the SQL client (-i), the SQL gateway, or any Flink 1.20 session.
-- ./watchlake up fills it in for its own stack, as HOME/flink/sql/init.sql with the views behind it.
-- For a cluster of your own put in place of the names in braces: the path of watchlake-jobs.jar,
-- which holds the function, the catalog's JDBC address, the warehouse folder, and further properties
-- of the catalog, each with a comma before it, or nothing: PostgreSQL needs , 'jdbc.user' = 'name' and
-- reads the password from the file that PGPASSFILE names. The libraries of flink-lib/ go into Flink's
-- lib/.

SET 'execution.runtime-mode' = 'batch';
SET 'table.local-time-zone' = 'UTC';
-- The cluster demands uids of jobs, which the planner gives to a part of its operators only.
SET 'pipeline.auto-generate-uids' = 'true';
SET 'sql-client.execution.result-mode' = 'tableau';

ADD JAR '${JOBS_JAR}';

-- The name is part of the tables' identity in the catalog's database.
CREATE CATALOG lakehouse WITH (
  'type' = 'iceberg',
  'catalog-impl' = 'org.apache.iceberg.jdbc.JdbcCatalog',
  'uri' = '${CATALOG_URI}',
  'warehouse' = '${WAREHOUSE}',
  'io-impl' = 'org.apache.iceberg.hadoop.HadoopFileIO',
  'jdbc.schema-version' = 'V1'${CATALOG_PROPERTIES}
);

USE CATALOG lakehouse;
USE telemetry;

-- The points of a chunk: its lists, side by side.
CREATE TEMPORARY FUNCTION chunk_points AS 'io.watchlake.lakehouse.flink.ChunkPoints';
