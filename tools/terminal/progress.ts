const WIDTH = 28;

/** Where progress is written: a line that is drawn anew on a terminal, plain lines elsewhere. */
export interface Progress {
  /** `done` of `total` parts, 0 of 0 where that cannot be told; `plain` is the line for what is no terminal. */
  show(done: number, total: number, text: string, plain?: string): void;
  /** A line that stays. */
  say(text: string): void;
  clear(): void;
}

function bar(done: number, total: number): string {
  if (total === 0) return "";
  const full = Math.round((WIDTH * Math.min(done, total)) / total);
  return `${"█".repeat(full)}${"░".repeat(WIDTH - full)} `;
}

export function progressOn(stream: NodeJS.WriteStream): Progress {
  const terminal = stream.isTTY === true && process.env.TERM !== "dumb";
  const clear = () => {
    if (terminal) stream.write("\r\u001b[2K");
  };
  let last = "";
  return {
    clear,
    say(text) {
      clear();
      stream.write(`${text}\n`);
    },
    show(done, total, text, plain = text) {
      if (terminal) {
        const line = `${bar(done, total)}${text}`;
        clear();
        stream.write(line.slice(0, Math.max(20, (stream.columns ?? 80) - 1)));
      } else if (plain !== last) {
        last = plain;
        stream.write(`${plain}\n`);
      }
    },
  };
}
