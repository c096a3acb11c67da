package io.watchlake.jobs.stage.rollup;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Slots get rows in turn, few of many slots as well as all of them, in any order. */
class RowsBySlotTest {

  private static final int SLOTS = 3_000;

  @Test
  void everySlotHasTheRowThatItWasGiven() {
    for (int seed = 0; seed < 100; seed++) {
      Random random = new Random(seed);
      List<Integer> slots = someSlots(random);
      RowsBySlot rows = filled(new RowsBySlot(), slots);

      assertRows(rows, slots);
      assertRows(filled(RowsBySlot.like(rows), slots), slots);
    }
  }

  @Test
  void likeAnotherIsWithoutRows() {
    for (int count : new int[] {5, 60, SLOTS}) {
      RowsBySlot rows = filled(new RowsBySlot(), slots(count));
      assertRows(RowsBySlot.like(rows), List.of());
    }
  }

  @Test
  void likeAnotherTakesMoreSlotsThanThat() {
    RowsBySlot few = filled(new RowsBySlot(), slots(5));
    assertRows(filled(RowsBySlot.like(few), slots(SLOTS)), slots(SLOTS));
    RowsBySlot all = filled(new RowsBySlot(), slots(100));
    assertRows(filled(RowsBySlot.like(all), slots(SLOTS)), slots(SLOTS));
  }

  @Test
  void aCopyChangesNothingOfTheOther() {
    for (int seed = 0; seed < 100; seed++) {
      Random random = new Random(seed);
      List<Integer> slots = someSlots(random);
      List<Integer> before = slots.subList(0, random.nextInt(slots.size()));
      RowsBySlot rows = filled(new RowsBySlot(), before);
      RowsBySlot copy = rows.copy();

      slots.subList(before.size(), slots.size()).forEach(rows::add);

      assertRows(copy, before);
      assertRows(rows, slots);
    }
  }

  private static List<Integer> slots(int count) {
    List<Integer> slots = new ArrayList<>();
    for (int slot = 0; slot < count; slot++) {
      slots.add(slot);
    }
    return slots;
  }

  private static List<Integer> someSlots(Random random) {
    List<Integer> slots = slots(SLOTS);
    if (random.nextBoolean()) {
      Collections.shuffle(slots, random);
    }
    return slots.subList(0, 1 + random.nextInt(random.nextBoolean() ? 60 : SLOTS));
  }

  private static RowsBySlot filled(RowsBySlot rows, List<Integer> slots) {
    slots.forEach(rows::add);
    return rows;
  }

  private static void assertRows(RowsBySlot rows, List<Integer> slots) {
    int[] expected = new int[SLOTS + 10];
    Arrays.fill(expected, -1);
    for (int row = 0; row < slots.size(); row++) {
      expected[slots.get(row)] = row;
    }
    int[] found = new int[expected.length];
    Arrays.setAll(found, rows::find);
    assertThat(found).isEqualTo(expected);
  }
}
