const waiting: (() => void)[] = [];
let channel: MessageChannel | null = null;

/** Until everything that waits for this thread now has had its turn: messages, answers. Without the 4 ms that timers wait. */
export function nextTask(): Promise<void> {
  if (!channel) {
    channel = new MessageChannel();
    channel.port1.onmessage = () => waiting.shift()?.();
  }
  const { port2 } = channel;
  return new Promise((resolve) => {
    waiting.push(resolve);
    port2.postMessage(null);
  });
}
