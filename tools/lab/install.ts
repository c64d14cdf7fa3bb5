import type { Places } from "../setup/places.js";
export function installLabExtension(_places: Places): void {}
