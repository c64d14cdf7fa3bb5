import { requireOneOf } from "../requireOneOf.js";
import { type ComplaintSignal, complaintSignal } from "./complaintSignal.js";
import { type EventSignal, eventSignal } from "./eventSignal.js";
import { type FallingRfmSignal, fallingRfmSignal } from "./fallingRfmSignal.js";
import { type FallingSatisfactionSignal, fallingSatisfactionSignal } from "./fallingSatisfactionSignal.js";
import { type FeatureSignal, featureSignal } from "./featureSignal.js";
import { type LatePaymentSignal, latePaymentSignal } from "./latePaymentSignal.js";
import { type NoResponseSignal, noResponseSignal } from "./noResponseSignal.js";
import { type OwnSignal, ownSignal } from "./ownSignal.js";
import { type ScoreAtMostSignal, scoreAtMostSignal } from "./scoreAtMostSignal.js";
import type { KindReading, SignalHistory, SignalKind } from "./signalKind.js";
import { type FallingShareOfWalletSignal, walletSignal } from "./walletSignal.js";

/** A sign that a customer may leave, read from his history. */
export type Signal =
  | ComplaintSignal
  | EventSignal
  | FallingRfmSignal
  | FallingSatisfactionSignal
  | FallingShareOfWalletSignal
  | FeatureSignal
  | LatePaymentSignal
  | NoResponseSignal
  | OwnSignal
  | ScoreAtMostSignal;

type KindOf<Kind extends Signal["kind"]> = SignalKind<Extract<Signal, { readonly kind: Kind }>>;

const KINDS: { readonly [Kind in Signal["kind"]]: KindOf<Kind> } = {
  event: eventSignal,
  "falling rfm": fallingRfmSignal,
  "no response": noResponseSignal,
  "falling satisfaction": fallingSatisfactionSignal,
  "score at most": scoreAtMostSignal,
  "complaint handling": complaintSignal,
  "falling share of wallet": walletSignal,
  "late payment": latePaymentSignal,
  feature: featureSignal,
  own: ownSignal,
};

/** The kind that reads the signal: it takes this signal and no other. */
const kindOf = (signal: Signal) => KINDS[signal.kind] as SignalKind<Signal>;

/** Columns of its history that a signal reads, but for the customer's. Throws where an option is missing or wrong. */
export function signalColumns(signal: Signal, name: string): readonly string[] {
  requireOneOf("warningSignals", `kind for '${name}'`, Object.keys(KINDS), signal.kind);
  return kindOf(signal).columns(signal, name);
}

export const readSignal = (signal: Signal, history: SignalHistory): Promise<KindReading> =>
  kindOf(signal).read(signal, history);
