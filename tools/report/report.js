(() => {
  const root = document.documentElement;
  const byId = (id) => document.getElementById(id);

  // The theme is that of the system until a reader asks for the other one.
  const darkSystem = matchMedia("(prefers-color-scheme: dark)");
  const isDark = () => (root.dataset.theme ? root.dataset.theme === "dark" : darkSystem.matches);
  const showTheme = () => {
    root.classList.toggle("dark", isDark());
    const button = byId("theme");
    if (!button) return;
    button.hidden = false;
    button.textContent = isDark() ? root.dataset.light : root.dataset.dark;
    button.setAttribute("aria-label", isDark() ? root.dataset.lightColours : root.dataset.darkColours);
  };
  byId("theme")?.addEventListener("click", () => {
    root.dataset.theme = isDark() ? "light" : "dark";
    showTheme();
  });
  darkSystem.addEventListener("change", showTheme);
  showTheme();

  // All code at once.
  const codes = [...document.querySelectorAll("details.code")];
  const showCode = byId("show-code");
  if (showCode && codes.length > 0) {
    showCode.hidden = false;
    // Its words say what it does next; a state beside them would say it twice to those who hear the page.
    let open = false;
    showCode.addEventListener("click", () => {
      open = !open;
      showCode.textContent = open ? root.dataset.hideCode : root.dataset.showCode;
      for (const code of codes) code.open = open;
    });
  }

  // The contents fold on a narrow screen, and tell where the reader is on a wide one.
  const contents = document.querySelector(".contents details");
  const narrow = matchMedia("(max-width: 68rem)");
  const foldContents = () => {
    if (!contents) return;
    contents.open = !narrow.matches;
    contents.querySelector("summary").tabIndex = narrow.matches ? 0 : -1;
  };
  narrow.addEventListener("change", foldContents);
  foldContents();
  const links = new Map(
    [...document.querySelectorAll(".contents a")].map((link) => [decodeURIComponent(link.hash.slice(1)), link]),
  );
  const headings = [...links.keys()].map(byId).filter(Boolean);
  const markPlace = () => {
    const passed = headings.filter((heading) => heading.getBoundingClientRect().top < 120);
    const here = passed.at(-1)?.id;
    for (const [id, link] of links) {
      if (id === here) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    }
  };
  let waiting = false;
  addEventListener(
    "scroll",
    () => {
      if (waiting) return;
      waiting = true;
      requestAnimationFrame(() => {
        waiting = false;
        markPlace();
      });
    },
    { passive: true },
  );
  markPlace();

  // What is wider than its place can be scrolled with keys; what is not is no stop of them.
  const scrolled = new ResizeObserver((entries) => {
    for (const { target } of entries) {
      const isWide = target.scrollWidth > target.clientWidth + 1 || target.scrollHeight > target.clientHeight + 1;
      const isNamed = target.getAttribute("aria-label") !== root.dataset.scrolls && target.hasAttribute("aria-label");
      const said = { tabindex: "0", ...(isNamed ? {} : { role: "group", "aria-label": root.dataset.scrolls }) };
      for (const [name, value] of Object.entries(said)) {
        if (isWide) target.setAttribute(name, value);
        else target.removeAttribute(name);
      }
    }
  });
  for (const part of document.querySelectorAll("main :is(pre, .table, .scroll, .formula)")) scrolled.observe(part);

  // Figures: plotly.js is unpacked from this very page; until then, and on paper, the picture stands.
  async function unpackPlotly() {
    const bytes = Uint8Array.from(atob(byId("plotly").textContent), (character) => character.charCodeAt(0));
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
    const script = document.createElement("script");
    script.textContent = await new Response(stream).text();
    document.head.append(script);
    return globalThis.Plotly;
  }

  // Of plotly's buttons those that a reader needs: none that sends the figure to another computer.
  const LEFT_OUT = ["sendChartToCloud", "select2d", "lasso2d", "autoScale2d"];
  const config = {
    responsive: true,
    displaylogo: false,
    modeBarButtonsToRemove: LEFT_OUT,
    locale: "page",
    locales: { page: { dictionary: JSON.parse(root.dataset.plotly ?? "{}") } },
  };

  // What plotly draws is one picture to those who do not see it, with its finding; buttons and legend stay in reach of keys.
  function describe(plot, finding) {
    const [first, ...others] = plot.querySelectorAll("svg.main-svg");
    first.setAttribute("role", "img");
    first.setAttribute("aria-label", finding);
    for (const svg of others) {
      if (!svg.querySelector(".legendtoggle")) svg.setAttribute("aria-hidden", "true");
    }
    for (const text of plot.querySelectorAll(".infolayer > :not(.legend)")) text.setAttribute("aria-hidden", "true");
    for (const item of plot.querySelectorAll(".legend .traces")) {
      const toggle = item.querySelector(".legendtoggle");
      if (!toggle) continue;
      const label = item.querySelector(".legendtext");
      label?.setAttribute("aria-hidden", "true");
      for (const [name, value] of Object.entries({
        tabindex: "0",
        role: "button",
        "aria-label": label?.textContent ?? "",
        "aria-pressed": String(Number(item.style.opacity || 1) === 1),
      }))
        toggle.setAttribute(name, value);
    }
  }

  // A key on an entry of the legend does what a click does.
  addEventListener("keydown", (event) => {
    if ((event.key !== "Enter" && event.key !== " ") || !event.target.matches?.(".legendtoggle")) return;
    event.preventDefault();
    for (const type of ["mousedown", "mouseup"]) event.target.dispatchEvent(new MouseEvent(type, { bubbles: true }));
  });

  async function draw(plotly, figure) {
    const { data, layout, config: own } = JSON.parse(figure.querySelector("script").textContent);
    const plot = figure.querySelector(".plot");
    const picture = figure.querySelector(".still");
    const { width: _width, ...rest } = layout ?? {};
    plot.hidden = false;
    plot.style.visibility = "hidden";
    plot.style.height = rest.height ? `${rest.height}px` : "450px";
    try {
      await plotly.newPlot(plot, data, { ...rest, autosize: true }, { ...own, ...config });
      const tell = () => describe(plot, picture.alt ?? picture.textContent);
      tell();
      plot.on("plotly_afterplot", tell);
      picture.classList.add("replaced");
      plot.style.visibility = "";
      figure.classList.add("drawn");
    } catch (error) {
      plot.hidden = true;
      throw error;
    }
  }

  async function drawAll() {
    const figures = [...document.querySelectorAll("figure.chart")];
    if (figures.length === 0 || typeof DecompressionStream === "undefined") return;
    const plotly = await unpackPlotly();
    for (const figure of figures) {
      await new Promise((resolve) => setTimeout(resolve));
      // A figure that cannot be drawn keeps its picture; the next ones are drawn all the same.
      await draw(plotly, figure).catch((error) => console.error(error));
    }
    root.classList.add("all-drawn");
  }
  drawAll();
})();
