// A JupyterLab extension by hand: draws application/vnd.plotly.v1+json with the project's own plotly.js, which lies beside
// this file. JupyterLab loads it as a federated module: it gives the scope of shared modules and asks for a module.
(() => {
  const NAME = "vafa-plotly";
  const MIME = "application/vnd.plotly.v1+json";
  const here = document.currentScript.src;
  let shared = {};
  let library;

  function plotly() {
    library ??= new Promise((resolve, reject) => {
      const script = document.createElement("script");
      script.src = new URL("plotly.min.js", here).href;
      script.onload = () => resolve(globalThis.Plotly);
      script.onerror = () => reject(new Error("plotly.min.js could not be loaded"));
      document.head.append(script);
    });
    return library;
  }

  async function sharedModule(name) {
    const versions = Object.values(shared[name] ?? {});
    if (versions.length === 0) throw new Error(`JupyterLab shares no ${name}`);
    const factory = await versions[0].get();
    return factory();
  }

  function extension(Widget) {
    class Figure extends Widget {
      constructor() {
        super();
        this.addClass("vafa-figure");
        this.node.style.minHeight = "100px";
      }

      async renderModel(model) {
        const { data, layout, config } = model.data[MIME];
        const { width: _width, ...rest } = layout ?? {};
        const sentence = model.data["text/plain"];
        if (typeof sentence === "string") {
          this.node.setAttribute("role", "img");
          this.node.setAttribute("aria-label", sentence);
        }
        const library = await plotly();
        // No button sends a figure to another computer.
        const settings = { ...config, responsive: true, modeBarButtonsToRemove: ["sendChartToCloud"] };
        await library.react(this.node, data, { ...rest, autosize: true }, settings);
        this.drawn = library;
      }

      fillWidth() {
        if (this.drawn && this.isVisible) this.drawn.Plots.resize(this.node);
      }

      onResize() {
        this.fillWidth();
      }

      onAfterShow() {
        this.fillWidth();
      }

      onBeforeDetach() {
        this.drawn?.purge(this.node);
      }
    }
    return {
      id: `${NAME}:factory`,
      rendererFactory: { safe: true, mimeTypes: [MIME], createRenderer: () => new Figure() },
      rank: 0,
      dataType: "json",
    };
  }

  globalThis._JUPYTERLAB ??= {};
  globalThis._JUPYTERLAB[NAME] = {
    init(scope) {
      shared = scope;
    },
    async get() {
      const { Widget } = await sharedModule("@lumino/widgets");
      return () => ({ __esModule: true, default: extension(Widget) });
    },
  };
})();
