/** Written into the kernel when it is built: the hash of its sources. */
declare const BUILT_FROM: string | undefined;

export const KERNEL_VERSION = typeof BUILT_FROM === "string" ? BUILT_FROM : "unbuilt";
