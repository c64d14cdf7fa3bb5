import type * as TypeScript from "@tslab/typescript-for-tslab";
import type { ChangedFiles } from "./changed-files.js";
import { HEADLESS, SOURCES } from "./project.js";
import { writtenOut } from "./shorthand.js";

export type Ts = typeof TypeScript;

/** The source maps of the last cell: from TypeScript to the emitted module, and from that to what is run. */
export interface Maps {
  readonly typescript: string;
  readonly module: string;
}

/** What the compiler leaves beside tslab's own result. */
export interface Emitted {
  typescript: string;
  module: string;
}

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
function resolver(ts: Ts, host: Host, changed: ChangedFiles) {
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
  return (literals: readonly TypeScript.StringLiteralLike[], file: string) => {
    const names = literals.map((literal) => literal.text);
    if (isOfUser(file)) changed.imported(file, names);
    return names.map((name) => resolve(name, file));
  };
}

/** What TypeScript keeps of a file and does not declare. */
interface Inside {
  readonly resolvedModules?: {
    forEach(visit: (found: { readonly resolvedModule?: { readonly resolvedFileName: string } }) => void): void;
  };
}

/** A file, and those of the user's that it imports, and that they import. */
function filesOfUser(program: TypeScript.Program, file: TypeScript.SourceFile): string[] {
  const names = new Set([file.fileName]);
  const visit = (one: TypeScript.SourceFile) =>
    (one as Inside).resolvedModules?.forEach(({ resolvedModule }) => {
      const imported = resolvedModule && program.getSourceFile(resolvedModule.resolvedFileName);
      if (!imported || !isOfUser(imported.fileName) || names.has(imported.fileName)) return;
      names.add(imported.fileName);
      visit(imported);
    });
  visit(file);
  return [...names];
}

/** Finds the names a file declares: tslab asks for those before anything has been checked. */
function bind(ts: Ts, file: TypeScript.SourceFile, options: TypeScript.CompilerOptions): void {
  type Bind = (file: TypeScript.SourceFile, options: TypeScript.CompilerOptions) => void;
  (ts as unknown as { bindSourceFile: Bind }).bindSourceFile(file, options);
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
  const getAllDependencies: Builder["getAllDependencies"] = (file) => filesOfUser(builder.getProgram(), file);
  for (const file of builder.getSourceFiles())
    if (isOfUser(file.fileName)) bind(ts, file, builder.getCompilerOptions());
  return Object.assign(Object.create(builder) as Builder, { emit, getAllDependencies });
}

/** Where nobody types, nobody asks for the documentation of packages; to read it costs a tenth of the first cell. */
function withoutDocs(file: string, text: string | undefined): string | undefined {
  return file.endsWith(".d.ts") && isOfPackage(file) ? text?.replace(/^[ \t]*\/\*\*[\s\S]*?\*\/[ \t]*$/gm, "") : text;
}

/** What is in packages stays where it is: where a file of theirs is, and where none is, is asked once. */
function remembered(exists: (path: string) => boolean): (path: string) => boolean {
  const known = new Map<string, boolean>();
  return (path) => {
    if (!path.includes("/node_modules/")) return exists(path);
    let answer = known.get(path);
    if (answer === undefined) {
      answer = exists(path);
      known.set(path, answer);
    }
    return answer;
  };
}

function watchHost(
  ts: Ts,
  changed: ChangedFiles,
  emitted: Emitted,
  create: (...args: unknown[]) => Host,
  args: unknown[],
): Host {
  const [files, options, system, , ...rest] = args as [string[], TypeScript.CompilerOptions, ...unknown[]];
  // The plain builder: the other one notes for every file of every package which files it needs, with each cell.
  const host = create(files, optionsOf(ts, options), system, ts.createAbstractBuilder, ...rest);
  const own = host as Host & { resolveModuleNameLiterals: unknown; hasInvalidatedResolutions: unknown };
  host.fileExists = remembered(host.fileExists);
  if (host.directoryExists) host.directoryExists = remembered(host.directoryExists);
  own.resolveModuleNameLiterals = resolver(ts, host, changed);
  own.hasInvalidatedResolutions = (path: string) => changed.areImportsInvalid(path);
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
    createWatchCompilerHost: (...args: unknown[]) => watchHost(ts, changed, emitted, create, args),
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
