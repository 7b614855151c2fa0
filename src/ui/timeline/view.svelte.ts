import { between, clamp, panned, zoomed, type Span } from './span.ts';

/** How long a zoom by button or key takes (ms); nothing moves by itself for people who asked for that. */
const MOVING = 180;

/** Which part of time is looked at, and the only writer of it. */
export class View {
  /** `null`: all there is. */
  span = $state.raw<Span | null>(null);
  /** What a drag does. */
  drag = $state.raw<'move' | 'select'>('move');

  readonly #all: () => Span;
  #frame = 0;

  constructor(all: () => Span) {
    this.#all = all;
  }

  get shown(): Span {
    return this.span ?? this.#all();
  }

  /** At once, as a hand does it. */
  zoom(factor: number, about?: number): void {
    this.#still();
    this.span = zoomed(this.shown, factor, about);
  }

  pan(part: number): void {
    this.#still();
    this.span = panned(this.shown, part);
  }

  /** In a short movement, so that the eye can follow. */
  zoomBy(factor: number): void {
    this.go(zoomed(this.#goal ?? this.shown, factor));
  }

  panBy(part: number): void {
    this.go(panned(this.#goal ?? this.shown, part));
  }

  /** All there is, also of what comes later. */
  home(): void {
    this.go(this.#all(), () => (this.span = null));
  }

  /** Where the movement under way ends. */
  #goal: Span | null = null;

  go(to: Span, arrived: () => void = () => undefined): void {
    this.#still();
    const [start, end] = [this.shown, clamp(to)];
    const arrive = () => {
      this.span = end;
      this.#goal = null;
      arrived();
    };
    if (matchMedia('(prefers-reduced-motion: reduce)').matches) return arrive();
    this.#goal = end;
    let begun: number | null = null;
    const step = (now: number) => {
      const part = Math.min(1, (now - (begun ??= now)) / MOVING);
      if (part === 1) return arrive();
      this.span = between(start, end, 1 - (1 - part) ** 3);
      this.#frame = requestAnimationFrame(step);
    };
    this.#frame = requestAnimationFrame(step);
  }

  #still(): void {
    cancelAnimationFrame(this.#frame);
    this.#goal = null;
  }
}
