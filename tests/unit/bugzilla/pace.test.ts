import { describe, expect, test } from 'vitest';
import { Pace, realClock, type Clock } from '../../../src/bugzilla/pace.ts';

/** Time that passes only while somebody waits. */
class FakeClock implements Clock {
  time = 0;
  now(): number {
    return this.time;
  }
  wait(ms: number): Promise<void> {
    this.time += ms;
    return Promise.resolve();
  }
}

describe('the pace', () => {
  test('stays under 75 requests in any 60 seconds', async () => {
    const clock = new FakeClock();
    const pace = new Pace(clock);
    const times: number[] = [];
    for (let request = 0; request < 300; request++) {
      await pace.turn();
      times.push(clock.time);
    }
    expect(times.slice(0, 12)).toEqual([0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1000, 2000]);
    const inMinuteAfter = (start: number) => times.filter((time) => time >= start && time < start + 60_000).length;
    expect(Math.max(...times.map(inMinuteAfter))).toBe(69);
  });

  test('recovers while nothing is asked, and never saves up more than a burst', async () => {
    const clock = new FakeClock();
    const pace = new Pace(clock);
    for (let request = 0; request < 13; request++) await pace.turn();
    clock.time = 1_000_000;
    for (let request = 0; request < 11; request++) await pace.turn();
    expect(clock.time).toBe(1_001_000);
  });

  test('waits no longer than the signal', async () => {
    const abort = new AbortController();
    const waiting = realClock.wait(3_600_000, abort.signal);
    abort.abort();
    await expect(waiting).resolves.toBeUndefined();
    await expect(realClock.wait(3_600_000, abort.signal)).resolves.toBeUndefined();
  });
});
