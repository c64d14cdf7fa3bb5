import { BG_BB } from "./bgBbModel.js";
import { BG_NBD, MBG_NBD } from "./bgNbdModel.js";
import type { ModelOfBuying } from "./model.js";
import type {
  BgBbParameters,
  BgNbdParameters,
  BuyingModel,
  BuyingParameters,
  ParetoNbdParameters,
} from "./parameters.js";
import { PARETO_NBD } from "./paretoNbdModel.js";

/** The parameters of each model. */
export interface ParametersOf {
  readonly bgNbd: BgNbdParameters;
  readonly mbgNbd: BgNbdParameters;
  readonly paretoNbd: ParetoNbdParameters;
  readonly bgBb: BgBbParameters;
}

export const MODELS: { readonly [M in BuyingModel]: ModelOfBuying<ParametersOf[M]> } = {
  bgNbd: BG_NBD,
  mbgNbd: MBG_NBD,
  paretoNbd: PARETO_NBD,
  bgBb: BG_BB,
};

/** The model that parameters are of, which takes these very parameters. */
export const modelOf = ({ model }: BuyingParameters): ModelOfBuying =>
  MODELS[model] as unknown as ModelOfBuying<BuyingParameters>;
