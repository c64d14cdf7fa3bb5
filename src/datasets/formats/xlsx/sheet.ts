import { attribute, XmlError, type XmlHandler } from "../xml.js";
import { cellAddress, type Range, rangeOf } from "./addresses.js";
import type { Cells } from "./cells.js";
import { RichText } from "./shared-strings.js";

/** The most a sheet has in any spreadsheet. */
const MOST_ROWS = 1_048_576;
const MOST_COLUMNS = 16_384;

/** How nearly every program writes a cell's tag. */
const USUAL = /^r="([A-Z]{1,3})(\d{1,7})"(?: s="(\d+)")?(?: t="(\w+)")?$/;

/** Reads the XML of a sheet: hands on each cell, and gathers what is merged and hidden. */
export class SheetReader implements XmlHandler {
  readonly merged: Range[] = [];
  readonly hiddenRows: number[] = [];
  /** Columns from 0. */
  readonly hiddenColumns = new Set<number>();
  private row = 0;
  private column = -1;
  private style = 0;
  private type = "n";
  private value = "";
  private hasValue = false;
  private hasFormula = false;
  private inside: "value" | "text" | "" = "";
  private readonly rich = new RichText();

  constructor(private readonly cells: Cells) {}

  open(name: string, attributes: string): void {
    if (name === "c") this.openCell(attributes);
    else if (name === "v") {
      this.inside = "value";
      this.hasValue = true;
    } else if (name === "f") this.hasFormula = true;
    else if (name === "is") {
      this.inside = "text";
      this.hasValue = true;
    } else if (this.inside === "text") this.rich.open(name);
    else if (name === "row") this.openRow(attributes);
    else if (name === "mergeCell") this.merge(attribute(attributes, "ref") ?? "");
    else if (name === "col") this.hide(attributes);
  }

  private openRow(attributes: string): void {
    const given = attribute(attributes, "r");
    const row = given === null ? this.row + 1 : Number(given);
    if (!Number.isInteger(row) || row <= this.row) throw new XmlError(`row ${given} comes after row ${this.row}`);
    if (row > MOST_ROWS) throw new XmlError(`a row beyond the ${MOST_ROWS} that a sheet has`);
    this.row = row;
    this.column = -1;
    if (/^(1|true)$/.test(attribute(attributes, "hidden") ?? "")) this.hiddenRows.push(row);
  }

  private openCell(attributes: string): void {
    const usual = USUAL.exec(attributes);
    const given = usual === null ? attribute(attributes, "r") : null;
    const place = usual === null ? (given === null ? null : cellAddress(given)) : cellAddress(usual[1]! + usual[2]!);
    if (given !== null && place === null) throw new XmlError(`'${given}' is no cell`);
    const column = place?.column ?? this.column + 1;
    if ((place !== null && place.row !== this.row) || column <= this.column || column >= MOST_COLUMNS) {
      throw new XmlError(`a cell stands where it cannot, in row ${this.row}`);
    }
    this.column = column;
    this.style = Number((usual === null ? attribute(attributes, "s") : usual[3]) ?? 0);
    this.type = (usual === null ? attribute(attributes, "t") : usual[4]) ?? "n";
    this.value = "";
    this.hasValue = false;
    this.hasFormula = false;
  }

  private merge(reference: string): void {
    const range = rangeOf(reference);
    if (range === null) throw new XmlError(`'${reference.slice(0, 40)}' are no cells to merge`);
    this.merged.push(range);
  }

  private hide(attributes: string): void {
    if (!/^(1|true)$/.test(attribute(attributes, "hidden") ?? "")) return;
    const to = Math.min(Number(attribute(attributes, "max")), MOST_COLUMNS);
    for (let column = Number(attribute(attributes, "min")); column <= to; column++) this.hiddenColumns.add(column - 1);
  }

  close(name: string): void {
    if (name === "v") this.inside = "";
    else if (name === "is") this.inside = "";
    else if (this.inside === "text") this.rich.close(name);
    else if (name === "c") this.closeCell();
  }

  private closeCell(): void {
    const value = this.type === "inlineStr" && this.hasValue ? this.rich.take() : this.value;
    if (this.hasValue && (value !== "" || this.type === "inlineStr")) {
      this.cells.add({ row: this.row, column: this.column, type: this.type, style: this.style, value });
    } else if (this.hasFormula && !(this.type === "str" && this.hasValue)) {
      this.cells.addUncomputed(this.row, this.column);
    }
  }

  text(text: string): void {
    if (this.inside === "value") this.value += text;
    else if (this.inside === "text") this.rich.add(text);
  }
}
