package io.watchlake.jobs.export.search;

/**
 * Uids of the operators, by which a savepoint's state is found again; they are the operators' names
 * too. Never renamed: a stage whose state changes beyond recognition gets the next version.
 */
final class SearchExportUids {

  static final String SOURCE = "export-elasticsearch.source.v1";
  static final String DECODE = "export-elasticsearch.decode.v1";
  static final String REDACT = "export-elasticsearch.redact.v1";
  static final String ENRICH = "export-elasticsearch.enrich.v1";
  static final String EXPIRE = "export-elasticsearch.expire.v1";
  static final String INDEX = "export-elasticsearch.index.v1";

  private SearchExportUids() {}
}
