/** The inline style of an element: names as CSS writes them, values as they were set. */
export class Style {
  readonly declarations = new Map<string, string>();

  setProperty(name: string, value: unknown): void {
    if (value === null || value === undefined || value === "") this.declarations.delete(name);
    else this.declarations.set(name, String(value));
  }

  getPropertyValue(name: string): string {
    return this.declarations.get(name) ?? "";
  }

  getPropertyPriority(): string {
    return "";
  }

  removeProperty(name: string): string {
    const value = this.getPropertyValue(name);
    this.declarations.delete(name);
    return value;
  }

  get cssText(): string {
    let text = "";
    for (const [name, value] of this.declarations) text += `${text === "" ? "" : " "}${name}: ${value};`;
    return text;
  }

  set cssText(text: string) {
    this.declarations.clear();
    // A semicolon inside url("…;base64,…") does not end a declaration.
    for (const declaration of text.split(/;(?![^(]*\))/)) {
      const colon = declaration.indexOf(":");
      if (colon < 0) continue;
      const value = declaration.slice(colon + 1).replace(/!important\s*$/, "");
      this.setProperty(declaration.slice(0, colon).trim(), value.trim());
    }
  }
}

/** Properties that plotly reads or writes as `style.fontSize` instead of through the methods above. */
const PROPERTIES = [
  "background",
  "color",
  "cursor",
  "display",
  "fill",
  "fill-opacity",
  "font",
  "font-family",
  "font-size",
  "font-style",
  "font-weight",
  "height",
  "image-rendering",
  "left",
  "margin",
  "max-height",
  "max-width",
  "opacity",
  "overflow",
  "pointer-events",
  "position",
  "stroke",
  "stroke-opacity",
  "stroke-width",
  "text-anchor",
  "top",
  "transform",
  "visibility",
  "white-space",
  "width",
];

for (const name of PROPERTIES) {
  const property: PropertyDescriptor & ThisType<Style> = {
    get() {
      return this.getPropertyValue(name);
    },
    set(value: unknown) {
      this.setProperty(name, value);
    },
  };
  Object.defineProperty(Style.prototype, name, property);
  const camelCase = name.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase());
  if (camelCase !== name) Object.defineProperty(Style.prototype, camelCase, property);
}
