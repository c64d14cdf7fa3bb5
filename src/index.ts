// The table of contents of Vafa: one line a public name, grouped as in the README.

// — satisfaction —

export {
  type AcsiItem,
  type AcsiScoreOptions,
  type AcsiScoreResult,
  type AcsiScoreRow,
  type AcsiWeights,
  acsiScore,
} from "./metrics/acsiScore/acsiScore.js";
export {
  type CesOptions,
  type CesResult,
  type CesRow,
  type CesVersion,
  ces,
  cesFromCounts,
} from "./metrics/ces/ces.js";
export { type CesDifferenceOptions, type CesDifferenceResult, cesDifference } from "./metrics/ces/cesDifference.js";
export {
  type ComparedIndex,
  compareIndices,
  type IndexAgreement,
  type IndexResult,
  type IndexRow,
  type Indices,
  type IndicesResult,
} from "./metrics/compareIndices/compareIndices.js";
export { type IndexDifferencesOptions, indexDifferences } from "./metrics/compareIndices/indexDifferences.js";
export {
  type AnswerShare,
  type CsatOptions,
  type CsatResult,
  type CsatRow,
  type CsatRule,
  csat,
  csatFromCounts,
  type ShareMethod,
} from "./metrics/csat/csat.js";
export {
  type CsatDifferenceOptions,
  type CsatDifferenceResult,
  type CsatDifferenceRow,
  csatDifference,
  csatDifferenceFromCounts,
} from "./metrics/csat/csatDifference.js";
export { type CsiAttribute, type CsiOptions, type CsiResult, type CsiRow, csi } from "./metrics/csi/csi.js";
export {
  type CompetitorAttribute,
  type CompetitorMethod,
  type CompetitorResult,
  type CsiAgainstCompetitorOptions,
  csiAgainstCompetitor,
} from "./metrics/csi/csiAgainstCompetitor.js";
export {
  type Aggregation,
  type Bands,
  type ComponentCorrelation,
  type CustomerPerformanceComponent,
  type CustomerPerformanceOptions,
  type CustomerPerformanceResult,
  type CustomerPerformanceRow,
  customerPerformanceIndex,
  type PerformanceComponent,
  type PerformanceMethod,
  type Threshold,
  type WeightSensitivity,
} from "./metrics/customerPerformanceIndex/customerPerformanceIndex.js";
export {
  type CustomerPerformanceFromValuesOptions,
  customerPerformanceIndexFromValues,
  type KnownComponent,
} from "./metrics/customerPerformanceIndex/customerPerformanceIndexFromValues.js";
export { type NpsMethod, type NpsOptions, type NpsResult, type NpsRow, nps, npsFromCounts } from "./metrics/nps/nps.js";
export {
  type NpsDifferenceOptions,
  type NpsDifferenceResult,
  npsDifference,
  npsDifferenceFromCounts,
} from "./metrics/nps/npsDifference.js";
export { npsMargin, npsSampleSize } from "./metrics/nps/npsSampleSize.js";
export {
  type SecureCustomerOptions,
  type SecureCustomerResult,
  type SecureCustomerRow,
  type SecureForm,
  secureCustomerIndex,
} from "./metrics/secureCustomerIndex/secureCustomerIndex.js";

// — drivers —

export {
  type CompetitorGap,
  type CompetitorGapsOptions,
  type CompetitorGapsResult,
  type CompetitorGapsRow,
  competitorGaps,
  type GapAttribute,
  type GapStanding,
  type GapVerdict,
} from "./metrics/competitorGaps/competitorGaps.js";
export {
  type CsiSensitivityOptions,
  type CsiSensitivityResult,
  type CsiSensitivityRow,
  csiSensitivity,
  type IndexSide,
  type IndexUnderWeightings,
  type SensitivityAttribute,
  type WeightedIndex,
  type WeightingAgreement,
  type Weightings,
} from "./metrics/csiSensitivity/csiSensitivity.js";
export {
  type AboveNoise,
  type Driver,
  type DriverDominance,
  type DriverMethod,
  type DriverRow,
  type DriverWeightsOptions,
  type DriverWeightsResult,
  type DriverWeightsRow,
  driverWeights,
  type MethodAgreement,
  type MethodWeights,
} from "./metrics/driverWeights/driverWeights.js";
export {
  type Crosshair,
  type ImportancePerformanceAttribute,
  type ImportancePerformanceMap,
  type ImportancePerformanceOptions,
  type ImportancePerformanceResult,
  type ImportanceSource,
  importancePerformance,
  type MappedAttribute,
  type Quadrant,
} from "./metrics/importancePerformance/importancePerformance.js";
export {
  type KanoAnswers,
  type KanoCategory,
  type KanoCounts,
  type KanoFeature,
  type KanoOptions,
  type KanoResult,
  type KanoRow,
  kano,
  kanoFromCounts,
} from "./metrics/kano/kano.js";
export {
  type AsymmetryClass,
  type AttributeKind,
  type KindProbabilities,
  type PenaltyRewardAttribute,
  type PenaltyRewardEffect,
  type PenaltyRewardOptions,
  type PenaltyRewardResult,
  type PenaltyRewardRow,
  penaltyReward,
  type RatedAttribute,
} from "./metrics/penaltyReward/penaltyReward.js";
export {
  type PlsGroupComparisonOptions,
  type PlsGroupComparisonResult,
  type PlsGroupDifference,
  plsGroupComparison,
} from "./metrics/plsPathModel/plsGroupComparison.js";
export {
  type ImportancePerformanceRow,
  type PlsImportancePerformanceResult,
  plsImportancePerformance,
} from "./metrics/plsPathModel/plsImportancePerformance.js";
export { plsIndex } from "./metrics/plsPathModel/plsIndex.js";
export {
  type PlsBlock,
  type PlsEffect,
  type PlsFornellLarcker,
  type PlsHtmt,
  type PlsItem,
  type PlsModel,
  type PlsModelRow,
  type PlsPath,
  type PlsPathModelOptions,
  type PlsPathModelResult,
  type PlsScale,
  type PlsScheme,
  plsPathModel,
} from "./metrics/plsPathModel/plsPathModel.js";
export {
  type PlsFromCorrelationsOptions,
  plsPathModelFromCorrelations,
} from "./metrics/plsPathModel/plsPathModelFromCorrelations.js";

// — retention —

export {
  type ChurnDenominator,
  type ChurnFromCountsOptions,
  type ChurnOptions,
  type ChurnPeriod,
  type ChurnResult,
  type ChurnRow,
  churn,
} from "./metrics/churn/churn.js";
export { churnFromCounts, type PublishedChurn } from "./metrics/churn/churnFromCounts.js";
export { type CompoundRateOptions, compoundRate, type PeriodLength } from "./metrics/churn/compoundRate.js";
export {
  type ChurnBySegmentOptions,
  type ChurnBySegmentResult,
  type ChurnBySegmentRow,
  churnBySegment,
  type FunnelLimits,
  type FunnelPoint,
} from "./metrics/churnBySegment/churnBySegment.js";
export {
  type CohortAverage,
  type CohortCell,
  type CohortKind,
  type CohortRetentionOptions,
  type CohortRetentionResult,
  type CohortUnit,
  type CohortWindows,
  cohortRetention,
  type WeekStart,
} from "./metrics/cohortRetention/cohortRetention.js";
export type { ContractPeriod, RenewalPart } from "./metrics/contractRetention/contractCurve.js";
export type { ContractModel, ContractParameters } from "./metrics/contractRetention/contractLikelihood.js";
export type { ContractRow } from "./metrics/contractRetention/contractRow.js";
export { type RemainingOptions, remainingLifetime } from "./metrics/contractRetention/remainingLifetime.js";
export type { MemberCounts } from "./metrics/contractRetention/renewalTally.js";
export {
  bdw,
  bdwFromCounts,
  type ContractFitOptions,
  type ContractOptions,
  type ContractResult,
  sbg,
  sbgFromCounts,
} from "./metrics/contractRetention/sbg.js";
export {
  type Retained,
  type RetentionGap,
  type RetentionKind,
  type RetentionMethod,
  type RetentionOptions,
  type RetentionPart,
  type RetentionReading,
  type RetentionResult,
  type RetentionRow,
  retention,
} from "./metrics/retention/retention.js";
export { retentionFromCounts, retentionFromSums } from "./metrics/retention/retentionFromCounts.js";
export {
  type RevenueRetentionOptions,
  type RevenueRetentionResult,
  type RevenueRetentionRow,
  revenueRetention,
} from "./metrics/retention/revenueRetention.js";
export {
  type ShareOfWalletOptions,
  type ShareOfWalletResult,
  type ShareOfWalletRow,
  shareOfWallet,
} from "./metrics/shareOfWallet/shareOfWallet.js";
export {
  type KaplanMeierOptions,
  kaplanMeier,
  kaplanMeierFromCounts,
  type LifeTableLine,
  type RestrictedMean,
  type SurvivalAt,
  type SurvivalMethod,
  type SurvivalPoint,
  type SurvivalResult,
  type SurvivalRow,
} from "./metrics/survival/kaplanMeier.js";
export {
  type LogRankGroup,
  type LogRankOptions,
  type LogRankResult,
  logRankTest,
} from "./metrics/survival/logRankTest.js";
export {
  type RetentionCostOptions,
  type RetentionCostResult,
  type RetentionCostRow,
  retentionCost,
} from "./metrics/tacticEffect/retentionCost.js";
export {
  type PublishedTactic,
  type TacticChoice,
  type TacticCost,
  type TacticEffectFromCountsOptions,
  type TacticEffectOptions,
  type TacticEffectResult,
  type TacticEffectRow,
  tacticEffect,
  tacticEffectFromCounts,
} from "./metrics/tacticEffect/tacticEffect.js";

// — customer-experience indicators —

export type { Answer } from "./metrics/answers/answer.js";
export {
  type CampaignBasis,
  type CampaignRoiOptions,
  type CampaignRoiResult,
  type CampaignRow,
  type Cost,
  campaignRoi,
} from "./metrics/campaignRoi/campaignRoi.js";
export type { Benchmark } from "./metrics/caseShares/benchmark.js";
export {
  type AbandonmentKind,
  type CartAbandonmentOptions,
  type CartAbandonmentResult,
  type CartAbandonmentRow,
  cartAbandonment,
} from "./metrics/caseShares/cartAbandonment.js";
export {
  type DirectTrafficOptions,
  type DirectTrafficResult,
  type DirectTrafficRow,
  directTraffic,
} from "./metrics/caseShares/directTraffic.js";
export {
  type LeadCohort,
  type LeadConversionOptions,
  type LeadConversionResult,
  type LeadConversionRow,
  leadConversion,
} from "./metrics/caseShares/leadConversion.js";
export {
  type WinRateBase,
  type WinRateOptions,
  type WinRateResult,
  type WinRateRow,
  winRate,
} from "./metrics/caseShares/winRate.js";
export {
  type PagesPerVisitOptions,
  type PagesPerVisitResult,
  type PagesPerVisitRow,
  pagesPerVisit,
} from "./metrics/pagesPerVisit.js";
export {
  type ResolutionRow,
  type ResolutionTimeOptions,
  type ResolutionTimeResult,
  resolutionTime,
  type Weekday,
  type WorkingHours,
} from "./metrics/resolutionTime/resolutionTime.js";

// — indices and periods —

export type { CalendarName } from "./calendar/calendars.js";
export {
  type ComparePeriodsOptions,
  comparePeriods,
  type Direction,
  type Metric,
  type MetricOptions,
  type PeriodChange,
  type PeriodRow,
  type PeriodsResult,
  type PeriodUnit,
} from "./metrics/periods/comparePeriods.js";
export {
  type ComparePeriodsFromResultOptions,
  comparePeriodsFromResult,
} from "./metrics/periods/comparePeriodsFromResult.js";
export { type ConversionIndexOptions, conversionIndex } from "./metrics/periods/conversionIndex.js";
export {
  type DecomposeChangeOptions,
  type DecompositionResult,
  type DecompositionRow,
  decomposeChange,
} from "./metrics/periods/decomposeChange.js";
export {
  type IndexLinks,
  type IndexOptions,
  type PeriodIndexResult,
  type PeriodIndexRow,
  type RevenueIndexOptions,
  type RevenueIndexResult,
  revenueIndex,
} from "./metrics/periods/revenueIndex.js";
export {
  type ChangedRow,
  type ChangeVerdict,
  type ComparedTable,
  type QuestionRow,
  type Split,
  type WhatChangedOptions,
  type WhatChangedResult,
  whatChanged,
} from "./metrics/whatChanged/whatChanged.js";

// — root causes —

export {
  type ChurnReasonsOptions,
  type ChurnReasonsResult,
  type ChurnReasonsRow,
  churnReasons,
  churnReasonsFromCounts,
  type ReasonKind,
  type ReasonRow,
} from "./metrics/churnReasons/churnReasons.js";
export {
  type ReasonIssue,
  type ReasonIssuesOptions,
  type ReasonRule,
  reasonIssues,
} from "./metrics/reasonIssues/reasonIssues.js";
export {
  type ReasonBefore,
  type ReasonBySegmentRow,
  type ReasonFinding,
  type ReasonPopulation,
  type ReasonSegmentRow,
  type ReasonStory,
  type ReasonsBySegmentOptions,
  type ReasonsBySegmentResult,
  reasonsBySegment,
} from "./metrics/reasonsBySegment/reasonsBySegment.js";
export {
  type ReasonChange,
  type ReasonFix,
  type ReasonsFixedOptions,
  type ReasonsFixedResult,
  type ReasonsFixedRow,
  reasonsFixed,
  type ValueKept,
  type Watch,
} from "./metrics/reasonsFixed/reasonsFixed.js";

// — early warnings —

export {
  type ContactTerms,
  type ContactThreshold,
  contactThreshold,
} from "./metrics/evaluateSignals/contactThreshold.js";
export {
  type ApproachBin,
  type BreakEven,
  type BudgetReach,
  type ContactOptions,
  type ContactPolicy,
  type CustomerValues,
  type DateRange,
  type EvaluateSignalsOptions,
  type EvaluateSignalsResult,
  evaluateSignals,
  type Foresight,
  type GainPoint,
  type LeadDays,
  type ScoreCalibration,
  type ScoreCoefficient,
  type SignalFinding,
  type SignalForesight,
  type SignalLead,
  type SignalRow,
  type SignalScore,
  type WatchedCustomer,
} from "./metrics/evaluateSignals/evaluateSignals.js";
export {
  type SignalReasonRow,
  type SignalsByReasonOptions,
  type SignalsByReasonResult,
  signalsByReason,
} from "./metrics/evaluateSignals/signalsByReason.js";
export {
  type SurvivalBySignalOptions,
  type SurvivalBySignalResult,
  survivalBySignal,
} from "./metrics/evaluateSignals/survivalBySignal.js";
export {
  type ComplaintSignal,
  type EventSignal,
  type EveryDays,
  type FallingRfmSignal,
  type FallingSatisfactionSignal,
  type FallingShareOfWalletSignal,
  type FeatureSignal,
  type LatePaymentSignal,
  type NoResponseSignal,
  type OwnRow,
  type OwnSignal,
  type ScoreAtMostSignal,
  type Signal,
  type SignalDates,
  type SignalHistoryCounts,
  type SignalPanel,
  type SignalReading,
  type WarningSignalRow,
  type WarningSignalsOptions,
  type WarningSignalsResult,
  warningSignals,
} from "./metrics/warningSignals/warningSignals.js";

// — value —

export { bgBb, bgBbFromCounts } from "./metrics/buying/bgBb.js";
export { bgNbd, bgNbdFromCounts, mbgNbd, mbgNbdFromCounts } from "./metrics/buying/bgNbd.js";
export type { BuyingFitOptions, BuyingOptions, BuyingResult } from "./metrics/buying/buyingResult.js";
export type { BuyingRow } from "./metrics/buying/buyingRow.js";
export {
  expectedFurtherPurchases,
  expectedPurchases,
  probabilityAlive,
  purchaseChances,
} from "./metrics/buying/expectations.js";
export type { PurchaseCount, PurchaseHistory } from "./metrics/buying/history.js";
export type {
  BgBbParameters,
  BgNbdParameters,
  BuyingModel,
  BuyingParameters,
  ParetoNbdParameters,
} from "./metrics/buying/parameters.js";
export { paretoNbd, paretoNbdFromCounts } from "./metrics/buying/paretoNbd.js";
export {
  type AliveDay,
  type AliveHistoryOptions,
  type AliveHistoryResult,
  aliveHistory,
} from "./metrics/buyingChecks/aliveHistory.js";
export { type AliveMatrixOptions, type AliveMatrixResult, aliveMatrix } from "./metrics/buyingChecks/aliveMatrix.js";
export type { BuyingFitted } from "./metrics/buyingChecks/fittedParameters.js";
export {
  type PurchaseFrequenciesOptions,
  type PurchaseFrequenciesResult,
  type PurchaseFrequencyRow,
  purchaseFrequencies,
} from "./metrics/buyingChecks/purchaseFrequencies.js";
export {
  type PurchaseHoldoutOptions,
  type PurchaseHoldoutResult,
  type PurchaseHoldoutRow,
  purchaseHoldout,
} from "./metrics/buyingChecks/purchaseHoldout.js";
export {
  type PurchaseTrackingOptions,
  type PurchaseTrackingResult,
  type PurchaseTrackingRow,
  purchaseTracking,
  type TrackingPeriod,
} from "./metrics/buyingChecks/purchaseTracking.js";
export { expectedSpend } from "./metrics/gammaGamma/expectedSpend.js";
export {
  type GammaGammaOptions,
  type GammaGammaResult,
  gammaGamma,
  gammaGammaFromCounts,
  type SpendBin,
  type SpendCount,
  type SpendHistory,
  type SpendingParameters,
  type SpendRow,
} from "./metrics/gammaGamma/gammaGamma.js";
export {
  type LifetimeOptions,
  type LifetimeResult,
  type LifetimeRow,
  type LifetimeTenth,
  lifetimeValue,
} from "./metrics/lifetimeValue/lifetimeValue.js";
export {
  type LifetimeCustomersOptions,
  type LifetimeCustomerValue,
  lifetimeValueCustomers,
} from "./metrics/lifetimeValue/lifetimeValueCustomers.js";
export {
  type OnePurchase,
  type PurchaseHistoriesOptions,
  type PurchaseHistoriesResult,
  type PurchaseUnit,
  purchaseHistories,
  type ReconciledRows,
  type RowKind,
} from "./metrics/purchaseHistories/purchaseHistories.js";
export type { NegativeAmounts } from "./metrics/purchases/purchaseColumns.js";
export type { RevenueNothing } from "./metrics/revenueConcentration/concentrationOptions.js";
export {
  type RevenueConcentrationOptions,
  type RevenueConcentrationResult,
  type RevenueConcentrationRow,
  revenueConcentration,
  revenueConcentrationFromAmounts,
} from "./metrics/revenueConcentration/revenueConcentration.js";
export {
  RFM_SEGMENTS,
  type RfmCell,
  type RfmCustomer,
  type RfmOptions,
  type RfmResult,
  type RfmRow,
  rfm,
  rfmCustomers,
} from "./metrics/rfm/rfm.js";
export type { RfmReconciliation } from "./metrics/rfm/rfmBuyers.js";
export {
  type RfmMovementOptions,
  type RfmMovementResult,
  rfmMovement,
} from "./metrics/rfm/rfmMovement.js";
export type { RfmFallen, RfmFellRow, RfmMove, RfmShiftRow } from "./metrics/rfm/rfmMoves.js";
export type { RfmCutPoints, RfmMonetary, RfmScoring } from "./metrics/rfm/rfmOptions.js";
export type { RfmSegmentRule } from "./metrics/rfm/rfmSegments.js";
export type { Search } from "./metrics/search.js";
export {
  type MarginTiming,
  type SimpleLifetimeValueOptions,
  type SimpleLifetimeValueResult,
  type SimpleValueRow,
  simpleLifetimeValue,
  simpleLifetimeValueFromRates,
} from "./metrics/simpleLifetimeValue/simpleLifetimeValue.js";

// — studies —

export {
  type BesideSourceResult,
  besideSource,
  type OwnNumber,
  type SourceNumber,
  type SourceNumbers,
  type SourceRow,
} from "./metrics/besideSource/besideSource.js";

// — targets —

export {
  type PublishedIndicator,
  type ScorecardEntry,
  type ScorecardOptions,
  type ScorecardResult,
  type ScorecardRow,
  type ScorecardSummary,
  scorecard,
  type Target,
  type UsualTarget,
  type Verdict,
} from "./metrics/scorecard/scorecard.js";

// — what every metric returns —

export type { Result, Test } from "./metrics/result.js";

// — tables —

export { demoSchemas } from "./datasets/demo/schemas.js";
export { type ColumnSummary, describe } from "./datasets/describe.js";
export { type DataPackage, readPackage } from "./datasets/descriptor/read-package.js";
export { readSchema } from "./datasets/descriptor/read-schema.js";
export { duckdb } from "./datasets/duckdb/duckdb.js";
export type { Issue } from "./datasets/issues.js";
export { type LoadOptions, load } from "./datasets/load.js";
export { writeCsv } from "./datasets/out/write-csv.js";
export { writeXlsx } from "./datasets/out/write-xlsx.js";
export type { Extent } from "./datasets/period-rows.js";
export { type Reading, reading } from "./datasets/reading.js";
export type { ColumnSchema, Layout, Role, Schema } from "./datasets/schema.js";
export { type TableWith, type TableWithOptions, tableWith } from "./datasets/table-with.js";
export { type TableOfTwo, type TwoPeriods, type TwoPeriodsOptions, twoPeriods } from "./datasets/two-periods.js";
export type { SparkOptions, SparkProgress } from "./tables/spark/options.js";
export { type SparkDatabase, spark } from "./tables/spark/spark.js";
export { asTable, type TableLike } from "./tables/table-like.js";
export type { TrinoAuth, TrinoOptions, TrinoProgress } from "./tables/trino/options.js";
export { type TrinoDatabase, trino } from "./tables/trino/trino.js";

// — frames —

export { type AppendOptions, append } from "./frames/append.js";
export type { Bounds, Condition, Conditions, Wanted } from "./frames/conditions.js";
export { type DeriveOptions, derive } from "./frames/derive.js";
export { dropMissing } from "./frames/dropMissing.js";
export { fillMissing } from "./frames/fillMissing.js";
export { type FilterOptions, filter } from "./frames/filter.js";
export { type GroupColumn, group } from "./frames/group.js";
export { type JoinKind, type JoinOptions, join } from "./frames/join.js";
export { type JoinedSide, type Joining, joining, type Relation } from "./frames/joining.js";
export { type Missing, missing } from "./frames/missing.js";
export { rename } from "./frames/rename.js";
export { select } from "./frames/select.js";
export { type SortKey, type SortOptions, sort } from "./frames/sort.js";

// — plots —

export { aliveHistoryPlot } from "./plots/aliveHistory.js";
export { type AliveMatrixWording, aliveMatrixPlot } from "./plots/aliveMatrix.js";
export { sourcePlot } from "./plots/besideSource.js";
export { funnelPlot } from "./plots/churnBySegment.js";
export { churnReasonsPlot } from "./plots/churnReasons.js";
export { churnReasonsComparedPlot } from "./plots/churnReasonsCompared.js";
export { cohortPlot } from "./plots/cohortRetention.js";
export { indicesPlot } from "./plots/compareIndices.js";
export { competitorGapsPlot } from "./plots/competitorGaps.js";
export { type ContractWording, contractRetentionPlot } from "./plots/contractRetention.js";
export { csiPlot } from "./plots/csi.js";
export { csiAgainstCompetitorPlot } from "./plots/csiAgainstCompetitor.js";
export { csiSegmentsPlot } from "./plots/csiSegments.js";
export { csiSensitivityPlot } from "./plots/csiSensitivity.js";
export { customerPerformancePlot } from "./plots/customerPerformance.js";
export { changePlot } from "./plots/decomposeChange.js";
export { differencesPlot } from "./plots/differences.js";
export { driverMethodsPlot } from "./plots/driverMethods.js";
export { driverRanksPlot } from "./plots/driverRanks.js";
export { driverWeightsPlot } from "./plots/driverWeights.js";
export { signalsPlot } from "./plots/evaluateSignals.js";
export { signalApproachPlot } from "./plots/evaluateSignalsApproach.js";
export { signalBudgetPlot } from "./plots/evaluateSignalsBudget.js";
export { signalCalibrationPlot } from "./plots/evaluateSignalsCalibration.js";
export { contactPlot } from "./plots/evaluateSignalsContact.js";
export { type SignalGainWording, signalGainPlot } from "./plots/evaluateSignalsGain.js";
export { signalLeadPlot } from "./plots/evaluateSignalsLead.js";
export type { Figure } from "./plots/figure.js";
export { spendPlot } from "./plots/gammaGamma.js";
export { importancePerformancePlot } from "./plots/importancePerformance.js";
export { kanoPlot } from "./plots/kano.js";
export { kanoSharesPlot } from "./plots/kanoShares.js";
export { lifetimeValuePlot } from "./plots/lifetimeValue.js";
export { npsPlot } from "./plots/nps.js";
export { type PathDiagramWording, pathDiagramPlot } from "./plots/pathDiagram.js";
export { penaltyRewardPlot } from "./plots/penaltyReward.js";
export { plsImportancePerformancePlot } from "./plots/plsImportancePerformance.js";
export { plsLoadingsPlot } from "./plots/plsLoadings.js";
export { purchaseFrequenciesPlot } from "./plots/purchaseFrequencies.js";
export { purchaseHoldoutPlot } from "./plots/purchaseHoldout.js";
export { type PurchaseTrackingWording, purchaseTrackingPlot } from "./plots/purchaseTracking.js";
export { reasonsBySegmentPlot } from "./plots/reasonsBySegment.js";
export { reasonsFixedPlot } from "./plots/reasonsFixed.js";
export { reasonsBeforeAfterPlot } from "./plots/reasonsFixedBeforeAfter.js";
export { type PrioritiesWording, reasonsFixedPrioritiesPlot } from "./plots/reasonsFixedPriorities.js";
export type { ReasonsFixedWording } from "./plots/reasonsFixedWords.js";
export { retentionPlot } from "./plots/retention.js";
export { revenueConcentrationPlot } from "./plots/revenueConcentration.js";
export { rfmPlot } from "./plots/rfm.js";
export { rfmSegmentsPlot } from "./plots/rfmSegments.js";
export { satisfactionPlot } from "./plots/satisfaction.js";
export { scorecardPlot } from "./plots/scorecard.js";
export { type SharesResult, sharesPlot } from "./plots/shares.js";
export { signalsByReasonPlot } from "./plots/signalsByReason.js";
export { survivalPlot } from "./plots/survival.js";
export { survivalBySignalPlot } from "./plots/survivalBySignal.js";
export { type TacticWording, tacticPlot } from "./plots/tacticEffect.js";
export { trendPlot } from "./plots/trend.js";
export { type WhatChangedWording, whatChangedPlot } from "./plots/whatChanged.js";

// — reading —

export { type ChangeWords, change, changes } from "./format/changes.js";
export { amount, count, interval, number, percent, points } from "./format/numbers.js";
export { whatChangedInWords } from "./format/whatChanged.js";
export { type Language, language } from "./language/language.js";
export { claim } from "./notebook/claim.js";
export { ofPeriod } from "./notebook/of-period.js";
export { type Progress, progress } from "./notebook/progress.js";
export { reproducibility } from "./notebook/reproducibility.js";
export { say } from "./notebook/say.js";
export { show } from "./notebook/show.js";
export { sourceTable } from "./notebook/sourceTable.js";
export { table } from "./notebook/table.js";
export {
  type PersonalData,
  type PersonalDataKind,
  personalData,
  withoutPersonalData,
} from "./text/personal-data.js";
