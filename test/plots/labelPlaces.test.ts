import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Box, labelPlaces } from "../../src/plots/labelPlaces.js";

const area = { width: 640, height: 460 };

const boxes = (labels: Parameters<typeof labelPlaces>[0], lines: readonly Box[] = []) =>
  labelPlaces(labels, area, lines).map(({ dx, dy }, i) => {
    const { x, y, width, height } = labels[i]!;
    return { x: x + dx - width / 2, y: y + dy - height / 2, width, height };
  });

const meet = (a: Box, b: Box) =>
  Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x) > 1e-9 &&
  Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y) > 1e-9;

describe("labelPlaces(labels, area, lines)", () => {
  const point = fc.record({
    x: fc.integer({ min: 0, max: 640 }),
    y: fc.integer({ min: 0, max: 460 }),
    width: fc.integer({ min: 20, max: 120 }),
    height: fc.constantFrom(16, 30),
  });

  test("eight labels lie neither on each other nor on a point, and inside, wherever the points are", () => {
    fc.assert(
      fc.property(fc.array(point, { minLength: 1, maxLength: 8 }), (labels) => {
        const placed = boxes(labels);
        placed.forEach((box, i) => {
          for (const other of placed.slice(i + 1)) expect(meet(box, other)).toBe(false);
          for (const { x, y } of labels) expect(meet(box, { x: x - 3, y: y - 3, width: 6, height: 6 })).toBe(false);
          expect(box.x).toBeGreaterThan(-1);
          expect(box.x + box.width).toBeLessThan(641);
          expect(box.y).toBeGreaterThan(-1);
          expect(box.y + box.height).toBeLessThan(461);
        });
      }),
      { numRuns: 60 },
    );
  });

  test("sixteen points in one place keep their labels apart", () => {
    const labels = Array.from({ length: 16 }, () => ({ x: 320, y: 230, width: 70, height: 16 }));
    const placed = boxes(labels);
    for (const [i, box] of placed.entries()) {
      for (const other of placed.slice(i + 1)) expect(meet(box, other)).toBe(false);
    }
  });

  test("a label alone stays near its point and leaves its lines free", () => {
    const lines = [{ x: 250, y: 228, width: 140, height: 4 }];
    const [box] = boxes([{ x: 320, y: 230, width: 60, height: 16 }], lines);
    expect(meet(box!, lines[0]!)).toBe(false);
    expect(Math.abs(box!.y + 8 - 230)).toBeLessThan(25);
  });
});
