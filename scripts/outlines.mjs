// Makes src/map/land.bin, the outlines of land that maps are drawn from.
//
// Source: Natural Earth 4.1.0, physical vectors, land, 1:110 million and 1:10 million (public domain), in the form of
// the npm package world-atlas 2.0.2 (ISC). Land alone is taken: its neighbours in those files are borders.
//
//   cd scripts && npm install --no-save world-atlas@2.0.2 topojson-client@3.1.0 topojson-simplify@3.0.3
//   node outlines.mjs
//
// The file holds the coarse outlines, then the fine ones. Each begins with the number of rings; each ring is its number
// of points, then the points, longitude before latitude, in hundredths of a degree, each as its difference from the one
// before. Numbers are LEB128, differences are folded as 0, -1, 1, -2, … first. The last point is not the first again;
// longitudes pass 180 degrees where the line does.

import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { feature } from "topojson-client";
import { presimplify, simplify, sphericalRingArea, sphericalTriangleArea } from "topojson-simplify";

const EARTH = 6371 ** 2; // square kilometres in a steradian
const STEPS = 100; // in a degree

function rings(name, bend, island) {
  const path = createRequire(import.meta.url).resolve(`world-atlas/${name}.json`);
  let land = presimplify(JSON.parse(readFileSync(path, "utf8")), sphericalTriangleArea);
  land = simplify(land, bend / EARTH);
  const polygons = feature(land, land.objects.land).features.flatMap(({ geometry }) =>
    geometry.type === "Polygon" ? [geometry.coordinates] : geometry.coordinates,
  );
  const large = (ring) => Math.abs(sphericalRingArea(ring, true)) * EARTH >= island;
  return polygons.filter(([outer]) => large(outer)).flatMap(([outer, ...holes]) => [outer, ...holes.filter(large)]);
}

// Where a ring crosses the antimeridian its longitudes go on beyond 180 degrees; one around a pole ends at the pole.
function unrolled(ring) {
  let turn = 0;
  const line = ring.map(([lon, lat], at) => {
    if (at > 0 && Math.abs(lon - ring[at - 1][0]) > 180) turn += lon > 0 ? -360 : 360;
    return [lon + turn, lat];
  });
  if (turn !== 0) {
    const pole = Math.sign(line[0][1]) * 90;
    line.push([line.at(-1)[0], pole], [line[0][0], pole]);
  }
  const lons = line.map(([lon]) => lon);
  const turns = Math.round((Math.min(...lons) + Math.max(...lons)) / 720) * 360;
  return line.map(([lon, lat]) => [lon - turns, lat]);
}

function steps(ring) {
  const points = unrolled(ring).map((point) => point.map((degrees) => Math.round(degrees * STEPS)));
  const kept = points.filter((point, at) => at === 0 || String(point) !== String(points[at - 1]));
  return String(kept[0]) === String(kept.at(-1)) ? kept.slice(0, -1) : kept;
}

const bytes = [];

function number(value) {
  for (; value > 127; value = Math.floor(value / 128)) bytes.push((value % 128) + 128);
  bytes.push(value);
}

// Smallest bend and island that are kept, in square kilometres.
for (const [name, bend, island] of [["land-110m", 0, 0], ["land-10m", 3, 3]]) {
  const lines = rings(name, bend, island).map(steps).filter((line) => line.length > 2);
  let points = 0;
  let [least, most] = [0, 0];
  number(lines.length);
  for (const line of lines) {
    number(line.length);
    let last = [0, 0];
    for (const point of line) {
      point.forEach((at, axis) => number(at >= last[axis] ? 2 * (at - last[axis]) : 2 * (last[axis] - at) - 1));
      last = point;
      [least, most] = [Math.min(least, point[0]), Math.max(most, point[0])];
    }
    points += line.length;
  }
  console.log(`${name}: ${lines.length} rings, ${points} points, ${least} to ${most}, ${bytes.length} bytes so far`);
}
writeFileSync(new URL("../src/map/land.bin", import.meta.url), Uint8Array.from(bytes));
