package io.watchlake.app.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RestorePointsTest {

  private static final int MAGIC = 0x4960672d;
  private static final JobRecord JOB = JobRecord.wanted("traces", "live");

  @TempDir private Path folder;
  private RestorePoints points;

  @BeforeEach
  void points() {
    points = new RestorePoints(folder);
  }

  @Test
  void aJobThatNeverMadeACheckpointHasNone() {
    assertThat(points.newest(JOB)).isEmpty();
    assertThat(points.newest(JOB.withRun("a1"))).isEmpty();
  }

  @Test
  void theNewestOfAllRunsIsTaken() throws IOException {
    checkpoint("a1/chk-7", 100, MAGIC);
    Path newest = checkpoint("a1/chk-8", 110, MAGIC);
    checkpoint("b2/chk-5", 90, MAGIC);

    assertThat(points.newest(JOB.withRun("a1").withRun("b2"))).contains(newest);
  }

  @Test
  void aLaterRunThatDiedBeforeItsFirstCheckpointChangesNothing() throws IOException {
    Path newest = checkpoint("a1/chk-8", 110, MAGIC);
    Files.createDirectories(folder.resolve("b2/shared"));

    assertThat(points.newest(JOB.withRun("a1").withRun("b2"))).contains(newest);
  }

  @Test
  void anIncompleteCheckpointIsPassedOver() throws IOException {
    Path complete = checkpoint("a1/chk-7", 100, MAGIC);
    Files.createDirectories(folder.resolve("a1/chk-8"));
    checkpoint("a1/chk-9", 120, 0);

    assertThat(points.newest(JOB.withRun("a1"))).contains(complete);
  }

  @Test
  void checkpointsOfOtherJobsAreNotLookedAt() throws IOException {
    checkpoint("c3/chk-99", 200, MAGIC);

    assertThat(points.newest(JOB.withRun("a1"))).isEmpty();
  }

  @Test
  void theSavepointOfTheLastStopIsNewerThanTheCheckpointsBeforeIt() throws IOException {
    checkpoint("a1/chk-8", 110, MAGIC);
    Path savepoint = checkpoint("savepoint-a1", 111, MAGIC);

    assertThat(points.newest(JOB.withRun("a1").withSavepoint(savepoint.toString())))
        .contains(savepoint);
  }

  @Test
  void aCheckpointMadeAfterTheSavepointWinsOverIt() throws IOException {
    Path savepoint = checkpoint("savepoint-a1", 111, MAGIC);
    Path later = checkpoint("b2/chk-9", 130, MAGIC);

    assertThat(points.newest(JOB.withRun("b2").withSavepoint(savepoint.toString())))
        .contains(later);
  }

  @Test
  void ofTwoWrittenAtOnceTheHigherNumberIsNewer() throws IOException {
    checkpoint("a1/chk-9", 100, MAGIC);
    Path higher = checkpoint("a1/chk-10", 100, MAGIC);

    assertThat(points.newest(JOB.withRun("a1"))).contains(higher);
    assertThat(RestorePoints.describe(higher)).isEqualTo("from checkpoint 10");
  }

  @Test
  void pruningKeepsOnlyTheNewestRun() throws IOException {
    checkpoint("a1/chk-8", 110, MAGIC);
    Path savepoint = checkpoint("savepoint-a1", 111, MAGIC);
    Path kept = checkpoint("b2/chk-9", 130, MAGIC);

    points.prune(JOB.withRun("a1").withRun("b2").withSavepoint(savepoint.toString()));

    assertThat(folder.resolve("a1")).doesNotExist();
    assertThat(savepoint).doesNotExist();
    assertThat(kept).exists();
  }

  @Test
  void flinksLocationsArePaths() {
    assertThat(RestorePoints.path("file:/a/b")).isEqualTo(Path.of("/a/b"));
    assertThat(RestorePoints.path("file:///a/b%20c")).isEqualTo(Path.of("/a/b c"));
    assertThat(RestorePoints.path("/a/b")).isEqualTo(Path.of("/a/b"));
  }

  private Path checkpoint(String name, long second, int magic) throws IOException {
    Path point = Files.createDirectories(folder.resolve(name));
    Path metadata = point.resolve("_metadata");
    Files.write(metadata, ByteBuffer.allocate(8).putInt(magic).array());
    Files.setLastModifiedTime(metadata, FileTime.fromMillis(second * 1000));
    return point;
  }
}
