/** Lets the page react. */
export function breath(): Promise<void> {
  const { port1, port2 } = new MessageChannel();
  return new Promise((resolve) => {
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
}

/** Until what is there now has been painted. A page that nobody sees paints nothing, and waits. */
export const painted = (): Promise<void> =>
  new Promise((resolve) => requestAnimationFrame(() => void breath().then(resolve)));
