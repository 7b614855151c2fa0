/** What hands do to the picture, in px of its own left edge; what it means is said by the caller. */
export interface Hands {
  /** About `factor` times as much time, with the point `x` where it is. */
  zoom(factor: number, x: number): void;
  /** The picture moves with the hand: `dx` px. */
  pan(dx: number): void;
  /** From one point to another; `done` when the hand lets go, `null` when it was taken away. */
  brush(from: number, to: number, done: boolean | null): void;
  /** Whether a drag selects. */
  selects(): boolean;
  point(x: number, y: number): void;
  leave(): void;
  press(x: number, y: number, touch: boolean): void;
}

/** A hand that moved less (px) has pressed, not dragged. */
const STILL = 4;
const WHEEL_LINE = 16;

/**
 * Mouse, pen, touch and wheel on one element. The page keeps what is its own: the wheel alone and a finger that moves up or
 * down scroll it; Ctrl or ⌘ with the wheel and two fingers zoom here (trackpads send a pinch as Ctrl and wheel).
 */
export function gestures(node: HTMLElement | SVGElement, hands: Hands): () => void {
  const down = new Map<number, { x: number; y: number }>();
  let drag: { start: number; last: number; selects: boolean; moved: boolean } | null = null;
  let pinch: { distance: number; middle: number } | null = null;

  const place = (event: MouseEvent) => {
    const box = node.getBoundingClientRect();
    return { x: event.clientX - box.left, y: event.clientY - box.top };
  };
  const pinchOf = () => {
    const [a, b] = [...down.values()] as [{ x: number; y: number }, { x: number; y: number }];
    return { distance: Math.max(12, Math.hypot(a.x - b.x, a.y - b.y)), middle: (a.x + b.x) / 2 };
  };

  function onpointerdown(event: PointerEvent) {
    if (event.button !== 0) return;
    const at = place(event);
    down.set(event.pointerId, at);
    if (down.size === 2) {
      if (drag?.moved && drag.selects) hands.brush(drag.start, drag.last, null);
      drag = null;
      pinch = pinchOf();
    } else if (down.size === 1)
      drag = { start: at.x, last: at.x, selects: hands.selects() !== event.shiftKey, moved: false };
  }

  function onpointermove(event: PointerEvent) {
    const at = place(event);
    if (!down.has(event.pointerId)) {
      if (event.pointerType !== 'touch') hands.point(at.x, at.y);
      return;
    }
    down.set(event.pointerId, at);
    if (pinch && down.size >= 2) {
      const now = pinchOf();
      hands.pan(now.middle - pinch.middle);
      hands.zoom(pinch.distance / now.distance, now.middle);
      pinch = now;
      return;
    }
    if (!drag) return;
    if (!drag.moved) {
      if (Math.abs(at.x - drag.start) < STILL) return;
      drag.moved = true;
      node.setPointerCapture(event.pointerId);
      hands.leave();
    }
    if (drag.selects) hands.brush(drag.start, at.x, false);
    else hands.pan(at.x - drag.last);
    drag.last = at.x;
  }

  function onpointerup(event: PointerEvent) {
    if (!down.delete(event.pointerId)) return;
    if (down.size < 2) pinch = null;
    if (!drag || down.size > 0) return;
    const at = place(event);
    if (drag.moved && drag.selects) hands.brush(drag.start, at.x, true);
    else if (!drag.moved) hands.press(at.x, at.y, event.pointerType === 'touch');
    drag = null;
  }

  function onpointercancel(event: PointerEvent) {
    down.delete(event.pointerId);
    if (drag?.moved && drag.selects) hands.brush(drag.start, drag.last, null);
    drag = null;
    pinch = null;
  }

  function onwheel(event: WheelEvent) {
    const unit = event.deltaMode === 1 ? WHEEL_LINE : event.deltaMode === 2 ? 400 : 1;
    const { x } = place(event);
    if (event.ctrlKey || event.metaKey) hands.zoom(Math.exp(Math.max(-1, Math.min(1, event.deltaY * unit * 0.004))), x);
    else if (event.shiftKey && event.deltaX === 0) hands.pan(-event.deltaY * unit);
    else if (Math.abs(event.deltaX) > Math.abs(event.deltaY)) hands.pan(-event.deltaX * unit);
    else return;
    event.preventDefault();
  }

  const listening = new AbortController();
  const { signal } = listening;
  const listen = <K extends keyof HTMLElementEventMap>(type: K, heard: (event: HTMLElementEventMap[K]) => void) =>
    node.addEventListener(type, heard as EventListener, { signal, passive: type !== 'wheel' });
  listen('pointerdown', onpointerdown);
  listen('pointermove', onpointermove);
  listen('pointerup', onpointerup);
  listen('pointercancel', onpointercancel);
  // A finger leaves with every touch; what it was told stays.
  listen('pointerleave', ({ pointerType }) => {
    if (pointerType !== 'touch') hands.leave();
  });
  listen('wheel', onwheel);
  return () => listening.abort();
}
