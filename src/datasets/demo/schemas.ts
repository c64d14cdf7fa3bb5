import type { Schema } from "../schema.js";
import {
  campaignsSchema,
  cartsSchema,
  leadsSchema,
  offersSchema,
  ordersSchema,
  sessionsSchema,
  walletSchema,
} from "./schemas/commerce.js";
import { churnSchema, customersSchema, reasonsSchema, retentionSchema, tacticsSchema } from "./schemas/customers.js";
import { billingSchema, complaintsSchema, contactsSchema, ticketsSchema } from "./schemas/service.js";
import { kanoSchema, surveySchema } from "./schemas/survey.js";

/** The tables of data/, by file name, in the order of the data dictionary. */
export const demoSchemas = {
  customers: customersSchema,
  survey: surveySchema,
  kano: kanoSchema,
  retention: retentionSchema,
  churn: churnSchema,
  reasons: reasonsSchema,
  tactics: tacticsSchema,
  orders: ordersSchema,
  wallet: walletSchema,
  contacts: contactsSchema,
  complaints: complaintsSchema,
  tickets: ticketsSchema,
  billing: billingSchema,
  campaigns: campaignsSchema,
  offers: offersSchema,
  sessions: sessionsSchema,
  carts: cartsSchema,
  leads: leadsSchema,
} as const satisfies Readonly<Record<string, Schema>>;

export type DemoTableName = keyof typeof demoSchemas;
