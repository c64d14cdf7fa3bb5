import type { Schema } from "../../schema.js";
import { REASONS, TACTICS } from "../truth.js";
import {
  boolean,
  category,
  channel,
  customer,
  date,
  integer,
  MONEY,
  REQUIRED,
  region,
  segment,
  text,
} from "./columns.js";

const lost = {
  revenue_lost: integer("Net revenue of the 365 days before leaving", { ...MONEY, required: true }),
  margin_lost: integer("Margin of the 365 days before leaving", { ...MONEY, required: true }),
  lifetime_value_lost: integer("Yearly margin / (yearly hazard of the segment + 0.2)", { ...MONEY, required: true }),
};

export const customersSchema: Schema = {
  name: "customers",
  row: "one customer who was active on 2024-07-01 or came later",
  columns: {
    customer: text("Customer code; in the order of the first purchase", {
      required: true,
      unique: true,
      role: "customer",
    }),
    name: text("Name as the customer writes it, in Persian or Latin letters", REQUIRED),
    city: text("City as the customer writes it, in Persian or Latin letters", REQUIRED),
    region,
    segment,
    channel,
    first_purchase: date("Day of the first purchase", REQUIRED),
    first_purchase_jalali: text("The same day in the Solar Hijri calendar, yyyy/mm/dd", REQUIRED),
    offers_allowed: boolean("Agreed to receive offers", REQUIRED),
    pay_later: boolean("Pays by monthly statement", REQUIRED),
    left: boolean("Left by 2026-06-30", { ...REQUIRED, role: "churned" }),
    left_on: date("Day of leaving (account closed); blank if still a customer"),
    entry_days: integer("Days since the first purchase when observation began (0 for those who came in the window)", {
      required: true,
      min: 0,
      unit: "days",
      role: "entry",
    }),
    tenure_days: integer("Days from the first purchase to leaving or to the end of 2026-06-30", {
      required: true,
      min: 0,
      unit: "days",
      role: "tenure",
    }),
  },
};

export const retentionSchema: Schema = {
  name: "retention",
  row: "one customer who was active at the start of 2025-07-01",
  columns: {
    customer,
    segment,
    channel,
    region,
    tenure_days: integer("Days since the first purchase on 2025-07-01", { required: true, min: 0, unit: "days" }),
    retained: boolean("Still a customer at the end of 2026-06-30", { ...REQUIRED, role: "retained" }),
    left_on: date("Day of leaving; blank if retained"),
    sales_start: integer("Net revenue 2024-07-01 to 2025-06-30", { ...MONEY, required: true }),
    sales_end: integer("Net revenue 2025-07-01 to 2026-06-30", { ...MONEY, required: true }),
    margin_start: integer("Margin 2024-07-01 to 2025-06-30; returns cost, so some customers lose money", {
      ...MONEY,
      required: true,
    }),
    margin_end: integer("Margin 2025-07-01 to 2026-06-30", { ...MONEY, required: true }),
  },
};

export const tacticsSchema: Schema = {
  name: "tactics",
  row: "one customer of the randomised trial of retention tactics that began on 2025-07-01",
  columns: {
    customer,
    segment,
    assigned_on: date("Day of the random assignment", REQUIRED),
    tactic: category("What the customer was given; Control is nothing", TACTICS, REQUIRED),
    cost: integer("Cost of the tactic for this customer", { ...MONEY, required: true, min: 0 }),
    retained: boolean("Still a customer at the end of 2026-06-30", REQUIRED),
    sales_after: integer("Net revenue 2025-07-01 to 2026-06-30", { ...MONEY, required: true }),
    margin_after: integer("Margin 2025-07-01 to 2026-06-30, before the cost of the tactic", {
      ...MONEY,
      required: true,
    }),
  },
};

export const churnSchema: Schema = {
  name: "churn",
  row: "one customer who left between 2024-07-01 and 2026-06-30, with the exit interview if there was one",
  columns: {
    customer: text("Customer code, see customers.csv", { required: true, unique: true, role: "customer" }),
    segment,
    channel,
    region,
    left_on: date("Day of leaving", { ...REQUIRED, role: "date" }),
    left_on_jalali: text("The same day in the Solar Hijri calendar, yyyy/mm/dd", REQUIRED),
    tenure_days: integer("Days from the first purchase to leaving", { required: true, min: 0, unit: "days" }),
    interviewed_on: date("Day of the exit interview; blank if the customer was not reached"),
    reason: category("Primary reason given; blank if not reached. 'Moved away' is involuntary", REASONS, {
      role: "reason",
    }),
    reasons_given: integer("How many reasons were given (reasons.csv has each)", { min: 1, max: 3 }),
    verbatim: text("What the customer said, in Persian or English", { role: "comment" }),
    ...lost,
  },
};

export const reasonsSchema: Schema = {
  name: "reasons",
  row: "one reason given by one customer in an exit interview",
  columns: {
    customer,
    segment,
    channel,
    region,
    reason: category("Reason given", REASONS, REQUIRED),
    primary: boolean("The reason named first", REQUIRED),
    ...lost,
  },
};
