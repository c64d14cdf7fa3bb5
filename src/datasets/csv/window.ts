import type { FileBytes } from "../file-bytes.js";
import { CLOSING, NEWLINE, type Source } from "./records.js";

/** Bytes read at once; a record that is longer makes the window grow. */
const SIZE = 1 << 21;
/** What most files fit in. Memory that is not used costs time all the same: it makes the collector run. */
const SMALL = 1 << 16;

/** No record is longer than this: a quote that is not closed by then is never closed. */
const LONGEST = 1 << 26;

/** The part of a file that is being read, moved on record by record. */
export class Window implements Source {
  bytes: Buffer;
  length = 0;
  delimiter = 0;
  newlines = 0;
  /** Where the next record begins. */
  at = 0;
  /** Behind the last line that is whole. */
  limit = 0;
  isLast = false;
  /** 1 if the file's last line had no newline, and was given one here. */
  added = 0;
  /** Bytes that were read before those at hand. */
  private gone = 0;

  /** @param first how many bytes of the file are known */
  constructor(
    private readonly file: FileBytes,
    first: number,
  ) {
    this.bytes = Buffer.allocUnsafeSlow((first < SMALL ? SMALL : SIZE) + CLOSING.length);
  }

  /** The place of the next record in the file, as UTF-8. */
  get position(): number {
    return this.gone + this.at;
  }

  /** Bytes of the file so far, as UTF-8, with the newline that was added. */
  get total(): number {
    return this.gone + this.length;
  }

  /** Whether no more can be added to the record that is being read. */
  get isFull(): boolean {
    return this.isLast || this.length - this.at >= LONGEST;
  }

  /** Moves the rest to the front and reads on. */
  async fill(): Promise<void> {
    this.bytes.copyWithin(0, this.at, this.length);
    this.gone += this.at;
    this.length -= this.at;
    this.at = 0;
    let room = this.bytes.length - CLOSING.length;
    if (this.length > room / 2 || (this.total > 0 && room < SIZE)) {
      room = Math.max(SIZE, room * 2);
      const wider = Buffer.allocUnsafeSlow(room + CLOSING.length);
      this.bytes.copy(wider, 0, 0, this.length);
      this.bytes = wider;
    }
    const target = this.bytes.subarray(0, room);
    while (this.length < room) {
      const read = await this.file.read(target, this.length);
      if (read === 0) {
        this.close();
        break;
      }
      this.length += read;
    }
    CLOSING.copy(this.bytes, this.length);
    this.limit = this.isLast ? this.length : this.bytes.lastIndexOf(NEWLINE, this.length - 1) + 1;
  }

  private close(): void {
    this.isLast = true;
    if (this.length === 0 || this.bytes[this.length - 1] === NEWLINE) return;
    this.bytes[this.length++] = NEWLINE;
    this.added = 1;
  }
}
