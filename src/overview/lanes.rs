//! Lanes: what overlaps is stacked, so that nothing is hidden; and the room for names in them.

use super::ticks::SCREENS;
use super::{Band, WIDTH};

/// The lane of each stretch, from 0, and how many lanes there are. Stretches keep at least `room` between each other.
/// Each takes the first lane that is free, in order of beginning, the longer of two first.
pub fn lanes(stretches: &[(i64, i64)], room: i64) -> (Vec<usize>, usize) {
    let mut order: Vec<usize> = (0..stretches.len()).collect();
    order.sort_by_key(|i| (stretches[*i].0, -stretches[*i].1, *i));
    let mut ends: Vec<i64> = Vec::new();
    let mut lanes = vec![0; stretches.len()];
    for i in order {
        let (from, to) = stretches[i];
        let free = ends.iter().position(|end| end.saturating_add(room) <= from);
        lanes[i] = free.unwrap_or(ends.len());
        match free {
            Some(lane) => ends[lane] = to,
            None => ends.push(to),
        }
    }
    (lanes, ends.len())
}

/// About how wide a letter is, and the margin around a name, in CSS pixels.
const LETTER: i64 = 7;
const MARGIN: i64 = 16;

/// From which screens on (1 all to 3 wide ones, 4 none) a name of so many letters has room in its lane, and whether it
/// has it before the band's end only. A name begins in its band and may run on over the empty lane behind it, or it ends
/// in its band and begins before it.
pub fn room_for(bands: &[Band], at: usize, letters: usize) -> (usize, bool) {
    let own = &bands[at];
    let others = || bands.iter().filter(|band| band.lane == own.lane && band.period != own.period);
    let next = others().map(|band| band.mark.from).filter(|from| *from >= own.mark.to).min().unwrap_or(WIDTH);
    let before = others().map(|band| band.mark.to).filter(|to| *to <= own.mark.from).max().unwrap_or(0);
    let needed = letters as i64 * LETTER + MARGIN;
    let level = |room: i64| SCREENS.iter().position(|screen| room * screen >= needed * WIDTH).map_or(4, |i| i + 1);
    let (forward, backward) = (level(next - own.mark.from), level(own.mark.to - before));
    if backward < forward { (backward, true) } else { (forward, false) }
}
