package io.watchlake.app.rules;

import java.util.List;

/**
 * What came of a case.
 *
 * @param file the file it is in
 * @param line its line, from 1
 * @param differences what is not as the case says, a line each
 */
record CaseResult(String file, int line, String name, List<String> differences) {}
