import { type Finding, Issues } from "../issues.js";

/** The issues of some rows, told to those of the whole file: rows count from its first, and a note is told once a column. */
export class BlockIssues extends Issues {
  private readonly noted = new Set<string>();
  offset = 0;

  constructor(private readonly whole: Issues) {
    super();
  }

  override row(finding: Finding & { readonly row: number }): void {
    this.whole.row({ ...finding, row: finding.row + this.offset });
  }

  override file(finding: Finding): void {
    this.once(finding, () => this.whole.file(finding));
  }

  override note(finding: Finding): void {
    const row = finding.row === undefined ? {} : { row: finding.row + this.offset };
    this.once(finding, () => this.whole.note({ ...finding, ...row }));
  }

  private once({ rule, column = "" }: Finding, tell: () => void): void {
    const key = `${rule} ${column}`;
    if (this.noted.has(key)) return;
    this.noted.add(key);
    tell();
  }
}
