/// <reference lib="dom" />

import type { Locator, Page } from "playwright-core";

/** What a page asked of another computer, and what it complained of. */
export interface Watched {
  readonly elsewhere: string[];
  readonly errors: string[];
}

/** JupyterLab asks whether a workspace and a kernel are still there, and is told with a 404 that they are not. */
const USUAL = /^Failed to load resource: .*404/;

export function watch(page: Page, host: string): Watched {
  const [elsewhere, errors]: [string[], string[]] = [[], []];
  page.on("request", (request) => {
    const url = new URL(request.url());
    if (/^(http|ws)s?:$/.test(url.protocol) && url.host !== host) elsewhere.push(request.url());
  });
  page.on("console", (message) => {
    if (message.type() === "error" && !USUAL.test(message.text())) errors.push(message.text());
  });
  page.on("pageerror", (error) => errors.push(error.message));
  return { elsewhere, errors };
}

/** Only what hangs is ended. */
export const SLOW = { timeout: 240_000 };

/** A notebook that is open in JupyterLab, as one uses it: by its menus, its cells and the keyboard. */
export class OpenNotebook {
  constructor(readonly page: Page) {}

  cell(number: number): Locator {
    return this.page.locator(".jp-CodeCell").nth(number - 1);
  }

  output(number: number): Locator {
    return this.cell(number).locator(".jp-OutputArea");
  }

  /** Waits until the kernel has nothing to do. */
  async idle(): Promise<void> {
    await this.page.locator("#jp-main-statusbar", { hasText: "| Idle" }).waitFor();
  }

  async choose(menu: string, item: RegExp): Promise<void> {
    await this.page.locator("#jp-MainMenu .lm-MenuBar-itemLabel", { hasText: new RegExp(`^${menu}$`) }).click();
    await this.page.locator(".lm-Menu-itemLabel", { hasText: item }).first().click();
  }

  /** What stands beside the code cells: `[1]:`, `[ ]:` for what was not run. */
  async prompts(): Promise<string[]> {
    const texts = await this.page.locator(".jp-CodeCell .jp-InputArea-prompt").allInnerTexts();
    return texts.map((text) => text.replace(/[^\d*]/g, ""));
  }

  async type(number: number, source: string): Promise<void> {
    await this.cell(number).locator(".cm-content").click();
    await this.page.keyboard.press("Control+a");
    await this.page.keyboard.type(source);
  }

  async run(number: number, source: string): Promise<void> {
    await this.type(number, source);
    await this.page.keyboard.press("Control+Enter");
  }

  async says(number: number, text: RegExp | string): Promise<void> {
    await this.output(number).getByText(text).first().waitFor();
  }

  /** A picture for people, where VAFA_SCREENSHOT names a folder. */
  async picture(name: string): Promise<void> {
    const folder = process.env.VAFA_SCREENSHOT;
    if (folder) await this.page.screenshot({ path: `${folder}/lab-${name}.png` });
  }
}
