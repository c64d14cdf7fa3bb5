import type * as TypeScript from "@tslab/typescript-for-tslab";
import type { ChangedFiles } from "./changed-files.js";
import type { Emitted, Ts } from "./compiler.js";
import { HEADLESS, SOURCES } from "./project.js";
import { writtenOut } from "./shorthand.js";

type Host = TypeScript.WatchCompilerHostOfFilesAndCompilerOptions<TypeScript.EmitAndSemanticDiagnosticsBuilderProgram>;
type Builder = TypeScript.EmitAndSemanticDiagnosticsBuilderProgram;

const isOfPackage = (file: string) => file.includes("/node_modules/");

/** A file of the user's that cells import by its path: tslab compiles it with them. */
const isOfUser = (file: string) => !isOfPackage(file) && !file.startsWith(`${SOURCES}/`);

function optionsOf(ts: Ts, options: TypeScript.CompilerOptions): TypeScript.CompilerOptions {
  return {
    ...options,
    lib: ["lib.es2023.d.ts"],
    types: ["node"],
    sourceMap: true,
    strictBindCallApply: true,
    strictFunctionTypes: true,
    // tslab's own switch: without it the compiler itself knows `await` outside of functions, in all its forms.
    disableTopLevelAwait: false,
    moduleResolution: ts.ModuleResolutionKind.Node10,
  };
}

/** Finds the types of packages that have nothing but an `exports` map, which Node10 resolution does not read. */
function resolver(ts: Ts, host: Host) {
  const options = optionsOf(ts, {
    module: ts.ModuleKind.ESNext,
    target: ts.ScriptTarget.ES2022,
    esModuleInterop: true,
  });
  const node10 = { ...options, resolveJsonModule: true, allowJs: true };
  const bundler = { ...node10, moduleResolution: ts.ModuleResolutionKind.Bundler };
  const cwd = host.getCurrentDirectory();
  const cacheOf = (kind: TypeScript.CompilerOptions) => ts.createModuleResolutionCache(cwd, (name) => name, kind);
  const caches = { node10: cacheOf(node10), bundler: cacheOf(bundler) };
  // Files of the user's and of vafa come and go: what is found of them is not remembered.
  const isFixed = (name: string, file: string) => !name.startsWith(".") || isOfPackage(file);
  const resolve = (name: string, file: string) => {
    const first = ts.resolveModuleName(name, file, node10, host, isFixed(name, file) ? caches.node10 : undefined);
    const found = first.resolvedModule;
    if (name.startsWith(".") || (found && found.extension !== ".js")) return first;
    const second = ts.resolveModuleName(name, file, bundler, host, caches.bundler);
    return second.resolvedModule && second.resolvedModule.extension !== ".js" ? second : first;
  };
  return (literals: readonly TypeScript.StringLiteralLike[], file: string) =>
    literals.map((literal) => resolve(literal.text, file));
}

type Emit = (...args: [...Parameters<Builder["emit"]>, boolean]) => TypeScript.EmitResult;

/**
 * Only the cell and files of the user's are compiled with a cell; the source map of the cell is kept. A value whose
 * type cannot be written down is no reason to refuse a cell: its declaration is written as far as it can be.
 */
function narrowed(ts: Ts, builder: Builder, emitted: Emitted): Builder {
  const emit: Builder["emit"] = (file, write, token, onlyDeclarations, transformers) => {
    let declared = false;
    const kept: TypeScript.WriteFileCallback = (name, text, ...more) => {
      if (name.endsWith("__tslab__.js.map")) emitted.typescript = text;
      if (name.endsWith(".d.ts")) declared = true;
      write?.(name, text, ...more);
    };
    const after = [writtenOut(ts, builder.getProgram().getTypeChecker()), ...(transformers?.after ?? [])];
    const result = builder.emit(file, kept, token, onlyDeclarations, { ...transformers, after });
    const force = builder.getProgram().emit as Emit;
    if (!declared && file && isOfUser(file.fileName)) force(file, kept, token, true, transformers, true);
    return result;
  };
  const getAllDependencies: Builder["getAllDependencies"] = (file) => builder.getAllDependencies(file).filter(isOfUser);
  return Object.assign(Object.create(builder) as Builder, { emit, getAllDependencies });
}

/** Where nobody types, nobody asks for the documentation of packages; to read it costs a tenth of the first cell. */
function withoutDocs(file: string, text: string | undefined): string | undefined {
  return file.endsWith(".d.ts") && isOfPackage(file) ? text?.replace(/^[ \t]*\/\*\*[\s\S]*?\*\/[ \t]*$/gm, "") : text;
}

function watchHost(ts: Ts, emitted: Emitted, create: (...args: unknown[]) => Host, args: unknown[]): Host {
  const [files, options, ...rest] = args as [string[], TypeScript.CompilerOptions, ...unknown[]];
  const host = create(files, optionsOf(ts, options), ...rest);
  const own = host as Host & { resolveModuleNameLiterals: unknown };
  own.resolveModuleNameLiterals = resolver(ts, host);
  const { readFile } = host;
  if (HEADLESS) host.readFile = (file, ...more) => withoutDocs(file, readFile(file, ...more));
  let told: ((builder: Builder) => void) | undefined;
  Object.defineProperty(host, "afterProgramCreate", {
    get: () => told && ((builder: Builder) => told?.(narrowed(ts, builder, emitted))),
    set: (listener: (builder: Builder) => void) => {
      told = listener;
    },
  });
  return host;
}

/** No watchers: `changed` asks. */
function systemOf(ts: Ts, changed: ChangedFiles): TypeScript.System {
  const system = Object.create(ts.sys) as TypeScript.System;
  system.watchFile = (file, onChange) => changed.watch(file, () => onChange(file, ts.FileWatcherEventKind.Changed));
  system.watchDirectory = () => ({ close() {} });
  return system;
}

/**
 * A copy of TypeScript with what a notebook needs on top: options, types of all packages, source maps, and no
 * checking of what is not the cell's. Its exports cannot be changed in place, so tslab is given the copy.
 */
export function widened(ts: Ts, changed: ChangedFiles, emitted: Emitted): Ts {
  const create = ts.createWatchCompilerHost as unknown as (...args: unknown[]) => Host;
  const own = {
    __esModule: true,
    sys: systemOf(ts, changed),
    createWatchCompilerHost: (...args: unknown[]) => watchHost(ts, emitted, create, args),
    getPreEmitDiagnosticsOfFiles: (program: TypeScript.Program, files: readonly TypeScript.SourceFile[]) =>
      files
        .filter(({ fileName }) => isOfUser(fileName))
        .flatMap((file) => [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)]),
    transpileModule: (text: string, options: TypeScript.TranspileOptions) => {
      const result = ts.transpileModule(text, {
        ...options,
        compilerOptions: { ...options.compilerOptions, sourceMap: true },
      });
      emitted.module = result.sourceMapText ?? "";
      return result;
    },
  };
  const descriptors: PropertyDescriptorMap = Object.getOwnPropertyDescriptors(ts);
  for (const [name, value] of Object.entries(own)) {
    descriptors[name] = { value, enumerable: true, configurable: true, writable: true };
  }
  return Object.defineProperties({}, descriptors) as Ts;
}
